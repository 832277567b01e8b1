package io.github.microovn.rebuilder.service;

/** What a daemon is asked before systemd stops it, so that others do not notice. */
enum Leave {
    /** Nothing. */
    PLAINLY("-"),
    /** ovn-controller: go and leave the chassis registered and its flows in place, {@code exit --restart}. */
    STAYING_REGISTERED("exit --restart"),
    /** ovs-vswitchd: go and leave the datapath as it is, where the stop of the service would clean it up. */
    KEEPING_DATAPATH("exit"),
    /** A raft server that leads: another one becomes leader first. Nothing is asked of one that follows. */
    HANDING_OVER("cluster/failure-test transfer-leadership");

    private final String request;

    Leave(String request) {
        this.request = request;
    }

    /** What ovn-appctl tells the daemon, {@code -} for nothing. */
    String request() {
        return request;
    }
}
