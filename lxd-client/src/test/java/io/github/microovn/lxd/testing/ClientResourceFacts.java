package io.github.microovn.lxd.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.microovn.lxd.ExecProcess;
import io.github.microovn.lxd.Instance;
import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.error.LxdOperationException;
import io.github.microovn.lxd.error.LxdTimeoutException;
import io.github.microovn.lxd.model.ExecRequest;
import io.github.microovn.lxd.model.ImageAlias;
import io.github.microovn.lxd.model.ImageInfo;
import io.github.microovn.lxd.model.InstanceInfo;
import io.github.microovn.lxd.model.InstanceSpec;
import io.github.microovn.lxd.model.InstanceStatus;
import io.github.microovn.lxd.model.InstanceType;
import io.github.microovn.lxd.model.OperationInfo;
import io.github.microovn.lxd.model.OperationStatus;
import io.github.microovn.lxd.model.ProfileInfo;
import io.github.microovn.lxd.model.ServerInfo;
import io.github.microovn.lxd.model.StateChange;
import io.github.microovn.lxd.model.network.NetworkInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the client makes of a server, its instances, images and operations. */
interface ClientResourceFacts extends ClientFacts {
    /** The devices without which the real daemon of a test machine cannot make an instance, as JSON. */
    String devices();

    private InstanceSpec another(String name) {
        InstanceSpec spec = InstanceSpec.of(name, RealLxdSocket.IMAGE);
        JsonObject devices = JsonParser.parseString(devices()).getAsJsonObject();
        for (String device : devices.keySet()) {
            Map<String, String> settings = new HashMap<>();
            devices.get(device)
                    .getAsJsonObject()
                    .entrySet()
                    .forEach(entry ->
                            settings.put(entry.getKey(), entry.getValue().getAsString()));
            spec = spec.withDevice(device, settings);
        }
        return spec;
    }

    @Test
    default void theServerIsKnown() {
        ServerInfo server = client().server();

        assertThat(server.apiVersion()).isEqualTo("1.0");
        assertThat(server.environment().server()).isEqualTo("lxd");
        assertThat(server.supports("container_exec_recording")).isTrue();
        assertThat(server.supports("no_such_extension")).isFalse();
        assertThat(client().place()).isEqualTo(lxd().socket().toString());
    }

    @Test
    default void whatInstancesAreMadeWithIsListed() {
        assertThat(client().profiles().list()).extracting(ProfileInfo::name).contains("default");
        assertThat(client().profiles().get("default").name()).isEqualTo("default");
        assertThat(client().networks().list())
                .filteredOn(NetworkInfo::managed)
                .isNotEmpty()
                .allSatisfy(network -> assertThat(
                                client().networks().get(network.name()).type())
                        .isEqualTo(network.type()));
        assertThat(client().storagePools().list())
                .isNotEmpty()
                .allSatisfy(pool -> assertThat(
                                client().storagePools().get(pool.name()).driver())
                        .isEqualTo(pool.driver()));
        LxdApiException unknown = catchThrowableOfType(
                LxdApiException.class, () -> client().networks().get("no-such"));
        assertThat(unknown.isNotFound()).isTrue();
    }

    @Test
    default void theHostnameIsTheNameOfTheInstance() {
        assertThat(it().run("hostname").stdout()).isEqualTo(instance() + "\n");
    }

    @Test
    default void aRunningInstanceIsDescribed() {
        assertThat(client().instances().names()).contains(instance());
        assertThat(client().instances().list())
                .filteredOn(info -> info.name().equals(instance()))
                .extracting(InstanceInfo::status)
                .containsExactly(InstanceStatus.RUNNING);
        InstanceInfo info = it().info();

        assertThat(info.name()).isEqualTo(instance());
        assertThat(info.type()).isEqualTo(InstanceType.CONTAINER);
        assertThat(it().state().status()).isEqualTo(InstanceStatus.RUNNING);
        assertThat(it().state().pid()).isPositive();
    }

    @Test
    default void anInstanceIsMadeStartedStoppedAndDeleted() {
        String name = instance() + "-c";
        Instance made = client().instance(name);
        try {
            InstanceInfo info = client().instances()
                    .create(another(name)
                            .withDescription("for a test")
                            .withConfig("user.colour", "red")
                            .asEphemeral());
            assertThat(info.status()).isEqualTo(InstanceStatus.STOPPED);
            assertThat(info.description()).isEqualTo("for a test");
            assertThat(info.config()).containsEntry("user.colour", "red");
            assertThat(made.state().status()).isEqualTo(InstanceStatus.STOPPED);

            made.start();
            assertThat(made.state().status()).isEqualTo(InstanceStatus.RUNNING);
            assertThatThrownBy(made::start)
                    .isInstanceOf(LxdOperationException.class)
                    .hasMessageContaining("cannot start instance " + name)
                    .hasMessageContaining("The instance is already running");
            made.changeState(StateChange.freeze());
            assertThat(made.state().status()).isEqualTo(InstanceStatus.FROZEN);
            made.changeState(StateChange.unfreeze());
            assertThatThrownBy(made::delete)
                    .isInstanceOf(LxdApiException.class)
                    .hasMessageContaining("Instance is running");
        } finally {
            made.changeState(StateChange.forceStop());
        }
        Await.until(
                "an ephemeral instance is gone when it stops",
                () -> !client().instances().names().contains(name));
    }

    @Test
    default void whatIsNotThereIsNotFound() {
        LxdApiException missing = catchThrowableOfType(
                LxdApiException.class, () -> client().instance("nobody").info());

        assertThat(missing.isNotFound()).isTrue();
        assertThat(missing.httpStatus()).isEqualTo(404);
        assertThat(missing.daemonMessage()).isEqualTo("Instance not found");
        assertThatThrownBy(() -> client().instances().create(InstanceSpec.of("n", "no-such-image")))
                .isInstanceOf(LxdOperationException.class)
                .hasMessageContaining("Image not provided for instance creation");
        assertThatThrownBy(() -> client().operations().get("none"))
                .isInstanceOfSatisfying(
                        LxdApiException.class, e -> assertThat(e.isNotFound()).isTrue());
    }

    @Test
    default void anImageIsImportedNamedAndDeleted(@TempDir Path directory) throws IOException {
        Path tarball = Files.write(directory.resolve("tiny.tar"), TinyImage.tarball("client " + instance()));
        String alias = "client-" + instance();

        ImageInfo image = client().images().importFrom(tarball, alias);
        try {
            assertThat(image.size()).isEqualTo(Files.size(tarball));
            assertThat(client().images().get(alias)).isEqualTo(image);
            assertThat(client().images().get(image.fingerprint().substring(0, 12)))
                    .isEqualTo(image);
            assertThat(client().images().list())
                    .extracting(ImageInfo::fingerprint)
                    .contains(image.fingerprint());
            assertThat(client().images().importFrom(tarball, alias)).isEqualTo(image);
            client().images()
                    .aliases()
                    .create(ImageAlias.of(alias + "-2", image.fingerprint()).withDescription("another name"));
            assertThat(client().images().aliases().names()).contains(alias, alias + "-2");
            client().images().aliases().delete(alias + "-2");
            assertThatThrownBy(() -> client().images().aliases().delete(alias + "-2"))
                    .isInstanceOf(LxdApiException.class);
        } finally {
            client().images().delete(image.fingerprint());
        }
        assertThatThrownBy(() -> client().images().get(alias)).isInstanceOf(LxdApiException.class);
    }

    @Test
    default void anOperationIsFollowedFromAfar() throws IOException {
        RawHttp.Answer answer = lxd().send(
                        "POST",
                        "/1.0/instances/" + instance() + "/exec",
                        ExecProbe.request("sh", "-c", "sleep 1.5; exit 4").toString());
        String id = Probe.operation(answer).replaceAll(".*/", "");

        OperationInfo running = client().operations().get(id);
        assertThat(running.status()).isEqualTo(OperationStatus.RUNNING);
        assertThat(running.isFinal()).isFalse();
        assertThat(client().operations().list()).extracting(OperationInfo::id).contains(id);
        assertThatThrownBy(() -> client().operations().cancel(id))
                .isInstanceOf(LxdApiException.class)
                .hasMessageContaining("This operation can't be cancelled");
        assertThatThrownBy(() -> client().operations().await(id, Duration.ofMillis(200)))
                .isInstanceOf(LxdTimeoutException.class)
                .hasMessageContaining("goes on");

        OperationInfo ended = client().operations().await(id, Duration.ofSeconds(20));
        assertThat(ended.isSuccess()).isTrue();
        assertThat(((Number) ended.metadata().getOrDefault("return", -1)).intValue())
                .isEqualTo(4);
    }

    @Test
    default void anInstanceThatStopsTakesItsCommandsWithIt() throws IOException, InterruptedException {
        Thread stopper = new Thread(() -> it().changeState(StateChange.forceStop()));
        try (ExecProcess process = it().exec(ExecRequest.of("sh", "-c", "echo up; exec sleep 30"))) {
            assertThat(process.stdout().read()).isEqualTo('u');
            stopper.start();

            assertThat(process.waitFor(Duration.ofSeconds(20))).isEqualTo(137);
        } finally {
            stopper.join();
            it().ensureRunning(WaitFacts.PATIENCE);
        }
    }
}
