package io.github.microovn.lxd.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.lxd.Instance;
import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.error.LxdTimeoutException;
import io.github.microovn.lxd.model.AddressFamily;
import io.github.microovn.lxd.model.InstanceStatus;
import io.github.microovn.lxd.model.StateChange;
import io.github.microovn.lxd.model.SystemdState;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Instances that are brought into a state, and what they are waited for. */
interface WaitFacts extends ClientFacts {
    Duration PATIENCE = Duration.ofSeconds(60);

    /** The devices without which the real daemon of a test machine cannot make an instance, as JSON. */
    String devices();

    @Test
    default void anInstanceIsBroughtIntoEachStateFromEachOther() throws IOException {
        String name = instance() + "-e";
        Instance made = client().instance(name);
        lxd().succeed(lxd().send(
                        "POST",
                        "/1.0/instances",
                        "{\"name\":\"" + name + "\",\"devices\":" + devices()
                                + ",\"source\":{\"type\":\"image\",\"alias\":\"" + RealLxdSocket.IMAGE + "\"}}"));
        try {
            made.ensureStopped(PATIENCE);
            made.ensureRunning(PATIENCE);
            made.ensureRunning(PATIENCE);
            assertThat(made.state().status()).isEqualTo(InstanceStatus.RUNNING);
            made.changeState(StateChange.freeze());
            made.ensureRunning(PATIENCE);
            assertThat(made.state().status()).isEqualTo(InstanceStatus.RUNNING);
            made.changeState(StateChange.freeze());
            made.ensureStopped(Duration.ofSeconds(1)); // so early in its life it may not hear that it should
            assertThat(made.state().status()).isEqualTo(InstanceStatus.STOPPED);
            made.ensureRunning(PATIENCE);
            made.changeState(StateChange.freeze());
        } finally {
            made.ensureAbsent(PATIENCE);
        }
        made.ensureAbsent(PATIENCE);
        assertThatThrownBy(() -> made.ensureRunning(PATIENCE)).isInstanceOf(LxdApiException.class);
    }

    @Test
    default void manyWhoWantTheSameDoNotDisturbEachOther() {
        List<Runnable> wishes =
                List.of(() -> it().ensureStopped(Duration.ofSeconds(1)), () -> it().ensureRunning(PATIENCE));
        for (Runnable wish : wishes) {
            CompletableFuture<?>[] all = new CompletableFuture<?>[4];
            for (int i = 0; i < all.length; i++) {
                all[i] = CompletableFuture.runAsync(wish);
            }
            CompletableFuture.allOf(all).join();
        }
        assertThat(it().state().status()).isEqualTo(InstanceStatus.RUNNING);
    }

    @Test
    default void aSystemThatHasBootedSaysSo() {
        assertThat(it().await().systemd(PATIENCE)).isIn(SystemdState.RUNNING, SystemdState.DEGRADED);
        it().await().agent(PATIENCE);
        it().await()
                .until(
                        "has a shell",
                        instance -> instance.run("sh", "-c", "true").isSuccess(),
                        PATIENCE);
    }

    @Test
    default void whatDoesNotComeIsATimeout() {
        assertThatThrownBy(() -> it().await().address(AddressFamily.INET6, "eth7", Duration.ofMillis(300)))
                .isInstanceOf(LxdTimeoutException.class)
                .hasMessageContaining("last seen: an instance that is running");
        assertThatThrownBy(() -> it().await().port(1, Duration.ofMillis(300)))
                .isInstanceOf(LxdTimeoutException.class)
                .hasMessageContaining("listens on port 1: not done within 300 ms; last seen: ");
    }
}
