package io.github.microovn.rebuilder.cli.console;

import java.io.IOException;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * Handles signals of this process through {@code sun.misc.Signal}, the JDK's only interface for that. Called by
 * reflection: a direct call costs a compiler warning that cannot be suppressed.
 */
final class Signals {

    private final Method handle;
    private final Class<?> signalType;
    private final Class<?> handlerType;

    private Signals() throws ReflectiveOperationException {
        signalType = Class.forName("sun.misc.Signal");
        handlerType = Class.forName("sun.misc.SignalHandler");
        handle = signalType.getMethod("handle", signalType, handlerType);
    }

    /**
     * Runs an action whenever a signal comes. A signal that is ignored already stays ignored: whoever started this
     * process, nohup or a script that sent it to the background, wants it so.
     *
     * @param name the signal without {@code SIG}
     * @param action what to run, in a thread of the JVM
     * @return ends it; the signal does again what it did before
     */
    static Interrupts.Registration handle(String name, Runnable action) {
        try {
            var signals = new Signals();
            Object signal = signals.signalType.getConstructor(String.class).newInstance(name);
            Object before = signals.replaceHandler(signal, signals.handler(action));
            if (before == signals.handlerType.getField("SIG_IGN").get(null)) {
                signals.replaceHandler(signal, before);
                return () -> {};
            }
            return () -> signals.restore(signal, before);
        } catch (InvocationTargetException e) {
            // A JVM that keeps its signals for itself (-Xrs) ends when one comes, as it would without this program.
            return () -> {};
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Sends this process a signal that it does not handle, and returns when it is over: when a stopped process goes on.
     *
     * @param name the signal without {@code SIG}
     */
    static void send(String name) {
        boolean interrupted = Thread.interrupted();
        try {
            new ProcessBuilder(
                            "sh",
                            "-c",
                            "kill -s \"$1\" \"$2\"",
                            "sh",
                            name,
                            Long.toString(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            // Without a shell to come back to nobody stops a process.
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Object handler(Runnable action) throws ReflectiveOperationException {
        var run = MethodHandles.publicLookup()
                .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                .bindTo(action);
        return MethodHandleProxies.asInterfaceInstance(handlerType, MethodHandles.dropArguments(run, 0, signalType));
    }

    private Object replaceHandler(Object signal, Object handler) throws ReflectiveOperationException {
        return handle.invoke(null, signal, handler);
    }

    private void restore(Object signal, Object handler) {
        try {
            replaceHandler(signal, handler);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
