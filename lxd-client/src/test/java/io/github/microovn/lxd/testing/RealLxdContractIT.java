package io.github.microovn.lxd.testing;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@RealLxd
class RealLxdContractIT extends LxdContract {
    private static final String DEVICES = "{\"root\":{\"path\":\"/\",\"pool\":\"default\",\"type\":\"disk\"}}";

    private final Probe lxd = new Probe(RealLxdSocket.path());
    private final String instance = RealLxdSocket.newInstanceName();

    @BeforeAll
    void launch() throws IOException {
        lxd.succeed(lxd.send(
                "POST",
                "/1.0/instances",
                "{\"name\":\"" + instance + "\",\"devices\":" + DEVICES + ",\"source\":{\"type\":\"image\",\"alias\":\""
                        + RealLxdSocket.IMAGE + "\"}}"));
        lxd.succeed(change("start"));
    }

    @AfterAll
    void remove() throws IOException {
        if (lxd.get("/1.0/instances/" + instance).status() == 200) {
            lxd.await(change("stop")); // it may be stopped already
            lxd.succeed(lxd.request("DELETE", "/1.0/instances/" + instance));
        }
    }

    private RawHttp.Answer change(String action) throws IOException {
        return lxd.send(
                "PUT",
                "/1.0/instances/" + instance + "/state",
                "{\"action\":\"" + action + "\",\"timeout\":30,\"force\":true}");
    }

    @Override
    public Probe lxd() {
        return lxd;
    }

    @Override
    public Probe impatient() {
        return lxd;
    }

    @Override
    public String instance() {
        return instance;
    }

    @Override
    public String devices() {
        return DEVICES;
    }

    @Override
    public void pass(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis()); // the daemon has no other clock
    }
}
