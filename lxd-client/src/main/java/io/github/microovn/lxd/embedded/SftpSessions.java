package io.github.microovn.lxd.embedded;

/** Counts the SFTP sessions on an instance. While there is one the daemon neither starts nor stops the instance. */
final class SftpSessions {
    private int open;

    synchronized void begin() {
        open++;
    }

    synchronized void end() {
        open--;
        notifyAll();
    }

    synchronized void awaitNone() throws InterruptedException {
        while (open > 0) {
            wait();
        }
    }
}
