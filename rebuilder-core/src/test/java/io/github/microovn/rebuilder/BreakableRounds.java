package io.github.microovn.rebuilder;

import io.github.microovn.lxd.testing.RealLxdSocket;
import io.github.microovn.rebuilder.testing.FaultyProxy;
import io.github.microovn.rebuilder.testing.Saboteur;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Rounds on the shared instance, with something on the way there and something in it that can break them. */
abstract class BreakableRounds extends OnSharedInstance {

    static final int SIZE = 3_000_000;

    FaultyProxy proxy;
    Saboteur saboteur;
    FaultBench bench;

    @BeforeEach
    void prepare() {
        proxy = new FaultyProxy(RealLxdSocket.path());
        saboteur = new Saboteur(instances, name);
        bench = new FaultBench(instances, name, proxy.socket(), directory);
    }

    @AfterEach
    void clear() {
        proxy.close();
        instances.start(name);
        saboteur.leave();
    }
}
