package io.github.microovn.lxd.embedded;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Names the threads of operations. */
final class DaemonThreads implements ThreadFactory {
    private final AtomicInteger count = new AtomicInteger();

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new Thread(task, "embedded-lxd-" + count.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
