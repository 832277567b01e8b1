package io.github.microovn.rebuilder.host.lxd;

import io.github.microovn.lxd.Instance;
import io.github.microovn.lxd.InstanceShell;
import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.error.LxdCancelledException;
import io.github.microovn.lxd.error.LxdConnectionException;
import io.github.microovn.lxd.error.LxdException;
import io.github.microovn.lxd.error.LxdOperationException;
import io.github.microovn.lxd.error.LxdTransferException;
import io.github.microovn.lxd.model.ExecRequest;
import io.github.microovn.lxd.model.ExecResult;
import io.github.microovn.lxd.model.FileAttributes;
import io.github.microovn.lxd.model.FileContent;
import io.github.microovn.lxd.model.InstanceStatus;
import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.error.HostUnavailableException;
import io.github.microovn.rebuilder.error.RebuilderException;
import io.github.microovn.rebuilder.host.Command;
import io.github.microovn.rebuilder.host.CommandResult;
import io.github.microovn.rebuilder.host.Host;
import io.github.microovn.rebuilder.host.RemoteScripts;
import io.github.microovn.rebuilder.host.lxd.InstanceConnector.Brand;
import io.github.microovn.rebuilder.result.Step;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An instance of an LXD or Incus daemon. */
final class LxdHost implements Host {

    private static final Duration STOPPING = Duration.ofSeconds(2);

    private static final int FILES_FAILED = 500;

    private final String name;
    private final Brand brand;
    private final InstanceAddress address;
    private final Instance instance;
    private final InstanceShell shell;

    LxdHost(String name, Brand brand, InstanceAddress address, Instance instance) {
        this.name = name;
        this.brand = brand;
        this.address = address;
        this.instance = instance;
        this.shell = instance.shell();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return (brand.name().equals("LXD") ? "LXC" : brand.name()) + " instance " + name;
    }

    /** Fails with what to do about it when the instance does not take commands. */
    void requireRunning() {
        try {
            InstanceStatus status = instance.info().status();
            if (!status.isRunning()) {
                throw unavailable(notRunning(status), null);
            }
        } catch (LxdApiException e) {
            if (e.isNotFound()) {
                throw unavailable(
                        "there is no " + brand.name() + " instance '" + address.instance() + "'; '"
                                + address.list(brand.command()) + "' shows what there is",
                        e);
            }
            throw e;
        }
    }

    @Override
    public CommandResult run(Command command) {
        ExecRequest request = request(command);
        try {
            ExecResult result = command.isScript() ? shell.run(request) : instance.run(request);
            return new CommandResult(result.exitCode(), result.stdout(), result.stderr());
        } catch (LxdOperationException e) {
            awaitStop();
            throw unfit().orElseGet(() -> unavailable(refusal(e), e));
        } catch (LxdConnectionException e) {
            // A stream ends in the middle when the instance stops, and when the daemon does.
            throw lost().orElseGet(() -> broken("running a command", e));
        } catch (LxdApiException e) {
            throw unfit().orElseGet(() -> unavailable(refusal(e), e));
        } catch (LxdException e) {
            throw broken("running a command", e);
        }
    }

    private static ExecRequest request(Command command) {
        return ExecRequest.of(command.arguments())
                .withEnvironment(command.environment())
                .withTimeout(command.timeout());
    }

    @Override
    public void put(Path source, String remotePath, int mode) {
        put(source, remotePath, mode, sent -> {});
    }

    @Override
    public void put(Path source, String remotePath, int mode, LongConsumer sent) {
        try {
            // LXD writes into stopped and frozen instances, too, where nobody could verify or remove the file.
            requireRunning();
            upload(source, remotePath, mode, sent);
        } catch (LxdApiException | LxdOperationException e) {
            throw unfit().orElseGet(() -> new HostStepException(name(), Step.UPLOAD, refusal(e), e));
        } catch (LxdTransferException e) {
            throw new HostStepException(name(), Step.UPLOAD, oneLine(e), e);
        } catch (LxdException e) {
            throw broken("uploading a file", e);
        }
    }

    /**
     * The daemon ends its server of an instance's files after ten seconds without work, and answers 500 to what comes in that
     * moment, and to what follows at once (LXD 5.0.2). Commands do not need that server.
     */
    private void upload(Path source, String remotePath, int mode, LongConsumer sent) {
        FileAttributes attributes = FileAttributes.mode(mode).withOwner(0, 0);
        try {
            instance.files().push(FileContent.of(source), remotePath, attributes, (gone, total) -> sent.accept(gone));
        } catch (LxdApiException e) {
            if (e.httpStatus() != FILES_FAILED || !uploadByCommand(source, remotePath, mode)) {
                throw e;
            }
        }
    }

    private boolean uploadByCommand(Path source, String remotePath, int mode) {
        Command command = RemoteScripts.put(remotePath, mode);
        try (InputStream content = Files.newInputStream(source)) {
            ExecRequest request = request(command).withStdin(content);
            return instance.run(request).exitCode() == 0;
        } catch (LxdApiException | LxdOperationException | IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        // The client belongs to the connector.
        shell.close();
    }

    /** An instance that stops ends what runs in it some time before LXD says that it is stopped. */
    private void awaitStop() {
        try {
            instance.await().until("is stopped", there -> !there.info().status().isRunning(), STOPPING);
        } catch (LxdException e) {
            // It runs, or it cannot be asked; whoever looks at it next says which.
        }
    }

    /** LXD refuses with the same code whatever the reason, so the instance's status is asked for. */
    private Optional<RebuilderException> unfit() {
        try {
            return stopped();
        } catch (LxdException e) {
            return Optional.of(broken("looking at the instance", e));
        }
    }

    /** What is wrong with an instance whose connection was lost; empty when it cannot be asked either. */
    private Optional<RebuilderException> lost() {
        awaitStop();
        try {
            return stopped();
        } catch (LxdException e) {
            return Optional.empty();
        }
    }

    private Optional<RebuilderException> stopped() {
        try {
            requireRunning();
            return Optional.empty();
        } catch (RebuilderException e) {
            return Optional.of(e);
        }
    }

    private RebuilderException broken(String what, LxdException e) {
        return e instanceof LxdCancelledException
                ? new CancelledException(what + " on " + name(), e)
                : unavailable(oneLine(e), e);
    }

    private String refusal(LxdException e) {
        return e instanceof LxdApiException api ? brand.name() + " said: " + api.daemonMessage() : oneLine(e);
    }

    private String notRunning(InstanceStatus status) {
        String start = address.act(brand.command(), "start");
        return switch (status) {
            case STOPPED -> "the instance is stopped; start it with '" + start + "'";
            case FROZEN -> "the instance is frozen; resume it with '" + start + "'";
            default ->
                "the instance is " + status.name().toLowerCase(Locale.ROOT) + "; try again when it runs ('"
                        + address.act(brand.command(), "list") + "')";
        };
    }

    private HostUnavailableException unavailable(String reason, @Nullable Throwable cause) {
        return new HostUnavailableException(name(), reason, cause);
    }

    /** A message as one line: a failed connection lists what was tried line by line. */
    static String oneLine(LxdException e) {
        return String.valueOf(e.getMessage()).lines().map(String::strip).collect(Collectors.joining(" "));
    }
}
