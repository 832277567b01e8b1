package io.github.microovn.lxd.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Instances that start, stop, freeze, come and go. */
interface StateFacts {
    Probe lxd();

    String instance();

    /** The devices without which the real daemon of a test machine cannot make an instance. */
    String devices();

    private RawHttp.Answer change(String action) throws IOException {
        return lxd().send(
                        "PUT",
                        "/1.0/instances/" + instance() + "/state",
                        "{\"action\":\"" + action + "\",\"timeout\":30,\"force\":true}");
    }

    private String failure(String action) throws IOException {
        JsonObject operation = lxd().await(change(action));
        assertThat(operation.get("status").getAsString()).isEqualTo("Failure");
        return operation.get("err").getAsString();
    }

    private String status() throws IOException {
        return Probe.metadata(lxd().get("/1.0/instances/" + instance() + "/state"))
                .getAsJsonObject()
                .get("status")
                .getAsString();
    }

    private RawHttp.Answer exec() throws IOException {
        return lxd().send("POST", "/1.0/instances/" + instance() + "/exec", "{\"command\":[\"true\"]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"action\":\"foo\"}|Unknown action: 'foo'",
                "{}|Unknown action: ''",
                "{\"action\":1}|json: cannot unmarshal number into Go struct field InstanceStatePut.action of type string",
                "{\"action\":\"stop\",\"timeout\":\"x\"}|json: cannot unmarshal string into Go struct field InstanceStatePut.timeout of type int"
            })
    default void aStateThatDoesNotExistIsRefused(String body, String complaint) throws IOException {
        RawHttp.Answer answer = lxd().send("PUT", "/1.0/instances/" + instance() + "/state", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(Probe.error(answer)).isEqualTo(complaint);
    }

    @Test
    default void whatRunsCannotBeStartedThawedOrDeleted() throws IOException {
        assertThat(failure("start")).isEqualTo("The instance is already running");
        assertThat(failure("unfreeze")).isEqualTo("The container is already running");

        RawHttp.Answer deleted = lxd().request("DELETE", "/1.0/instances/" + instance());
        assertThat(deleted.status()).isEqualTo(400);
        assertThat(Probe.error(deleted)).isEqualTo("Instance is running");
    }

    @Test
    default void aFrozenInstanceRunsNothingButItsFilesAreThere() throws IOException {
        JsonObject frozen = lxd().succeed(change("freeze"));
        try {
            assertThat(frozen.get("description").getAsString()).isEqualTo("Freezing instance");
            assertThat(status()).isEqualTo("Frozen");
            assertThat(exec().status()).isEqualTo(400);
            assertThat(Probe.error(exec())).isEqualTo("Instance is frozen");
            assertThat(failure("freeze")).isEqualTo("The container is already frozen");
            assertThat(failure("start")).isEqualTo("The instance is already running");
            assertThat(lxd().get("/1.0/instances/" + instance() + "/files?path=/etc/hostname")
                            .status())
                    .isEqualTo(200);
        } finally {
            lxd().succeed(change("unfreeze"));
        }
        assertThat(status()).isEqualTo("Running");
    }

    @Test
    default void aStoppedInstanceRunsNothingButItsFilesAreThere() throws IOException {
        lxd().succeed(change("stop"));
        try {
            JsonObject state = Probe.metadata(lxd().get("/1.0/instances/" + instance() + "/state"))
                    .getAsJsonObject();
            assertThat(state.get("status").getAsString()).isEqualTo("Stopped");
            assertThat(state.get("status_code").getAsInt()).isEqualTo(102);
            assertThat(state.get("network").isJsonNull()).isTrue();
            assertThat(state.get("pid").getAsInt()).isZero();
            assertThat(exec().status()).isEqualTo(400);
            assertThat(Probe.error(exec())).isEqualTo("Instance is not running");
            assertThat(failure("stop")).isEqualTo("The instance is already stopped");
            assertThat(failure("restart")).isEqualTo("The instance is already stopped");
            assertThat(failure("freeze")).isEqualTo("The container isn't running");
            assertThat(lxd().get("/1.0/instances/" + instance() + "/files?path=/etc/hostname")
                            .text())
                    .isEqualTo(instance() + "\n");
        } finally {
            lxd().succeed(change("start"));
        }
        lxd().succeed(change("restart"));
        assertThat(status()).isEqualTo("Running");
        lxd().succeed(exec());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"n\",\"source\":{\"type\":\"image\",\"alias\":\"nope\"}}|404|Image alias not found",
                "{\"name\":\"n\"}|400|Unknown source type ",
                "{\"name\":\"n\",\"source\":{\"type\":\"image\"}}|500|Must specify one of alias, fingerprint or properties for init from image",
                "{\"name\":\"-n\",\"source\":{\"type\":\"image\",\"alias\":\"microovn-lab\"}}|400|Invalid instance name: Name must not start with \"-\" character",
                "{\"name\":\"1n\",\"source\":{\"type\":\"image\",\"alias\":\"microovn-lab\"}}|400|Invalid instance name: Name must not start with a number",
                "{\"name\":\"n\",\"config\":{\"a\":1}}|400|json: cannot unmarshal number into Go struct field InstancesPost.config of type string"
            })
    default void whatCannotBeMadeIsRefusedAtOnce(String body, int status, String complaint) throws IOException {
        RawHttp.Answer answer = lxd().send("POST", "/1.0/instances", body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(Probe.error(answer).strip()).isEqualTo(complaint.strip());
    }

    @Test
    default void aNewInstanceIsStoppedAndItsNameTaken() throws IOException {
        String name = instance() + "-new";
        String body = "{\"name\":\"" + name + "\",\"description\":\"short\",\"config\":{\"user.a\":\"b\"},\"devices\":"
                + devices() + ",\"source\":{\"type\":\"image\",\"alias\":\"" + RealLxdSocket.IMAGE + "\"}}";
        try {
            JsonObject made = lxd().succeed(lxd().send("POST", "/1.0/instances", body));
            JsonObject info =
                    Probe.metadata(lxd().get("/1.0/instances/" + name)).getAsJsonObject();
            JsonObject again = lxd().await(lxd().send("POST", "/1.0/instances", body));

            assertThat(made.get("description").getAsString()).isEqualTo("Creating instance");
            assertThat(info.get("status").getAsString()).isEqualTo("Stopped");
            assertThat(info.get("description").getAsString()).isEqualTo("short");
            assertThat(info.get("config").getAsJsonObject().get("user.a").getAsString())
                    .isEqualTo("b");
            assertThat(again.get("status").getAsString()).isEqualTo("Failure");
            assertThat(again.get("err").getAsString()).contains("already exists");
        } finally {
            RawHttp.Answer deleted = lxd().request("DELETE", "/1.0/instances/" + name);
            if (deleted.status() == 202) {
                assertThat(lxd().succeed(deleted).get("description").getAsString())
                        .isEqualTo("Deleting instance");
            }
        }
        assertThat(lxd().get("/1.0/instances/" + name).status()).isEqualTo(404);
    }

    @Test
    default void anImageThatIsNotThereFailsInTheBackground() throws IOException {
        JsonObject operation = lxd().await(lxd().send(
                        "POST",
                        "/1.0/instances",
                        "{\"name\":\"n\",\"source\":{\"type\":\"image\",\"fingerprint\":\"00ffee\"}}"));

        assertThat(operation.get("status").getAsString()).isEqualTo("Failure");
        assertThat(operation.get("err").getAsString()).isEqualTo("Image not provided for instance creation");
    }
}
