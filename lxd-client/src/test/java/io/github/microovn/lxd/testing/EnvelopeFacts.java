package io.github.microovn.lxd.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How every answer looks, and how errors do. */
interface EnvelopeFacts {
    Probe lxd();

    String instance();

    private static String envelope(int status, String text) {
        return "{\"type\":\"error\",\"status\":\"\",\"status_code\":0,\"operation\":\"\",\"error_code\":" + status
                + ",\"error\":\"" + text + "\",\"metadata\":null}\n\n";
    }

    @Test
    default void theRootNamesTheVersionOfTheApi() throws IOException {
        assertThat(lxd().get("/").text())
                .isEqualTo("{\"type\":\"sync\",\"status\":\"Success\",\"status_code\":200,\"operation\":\"\","
                        + "\"error_code\":0,\"error\":\"\",\"metadata\":[\"/1.0\"]}\n");
    }

    @Test
    default void theServerTellsAboutItself() throws IOException {
        RawHttp.Answer answer = lxd().get("/1.0");
        JsonObject server = Probe.metadata(answer).getAsJsonObject();

        assertThat(answer.headers().get("etag")).matches("\"[0-9a-f]{64}\"");
        assertThat(answer.headers().get("content-type")).isEqualTo("application/json");
        assertThat(server.get("api_version").getAsString()).isEqualTo("1.0");
        assertThat(server.get("auth").getAsString()).isEqualTo("trusted");
        assertThat(server.get("api_extensions").toString())
                .contains("container_exec_recording", "directory_manipulation", "file_delete", "instances", "etag");
        assertThat(server.get("environment").getAsJsonObject().get("server").getAsString())
                .isEqualTo("lxd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/1.0/", "/1.0/nothing", "/1.0/instances/", "/1.0//instances", "/1.0%2Finstances"})
    default void aRouteThatDoesNotExistIsNotFound(String path) throws IOException {
        RawHttp.Answer answer = lxd().get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.headers().get("content-type")).isEqualTo("application/json");
        assertThat(answer.text()).isEqualTo(envelope(404, "not found"));
    }

    @ParameterizedTest
    @CsvSource({"DELETE,/1.0/instances", "PUT,/1.0/instances/x/files", "POST,/1.0", "PATCH,/1.0/operations"})
    default void aMethodThatARouteLacksIsNotImplemented(String method, String path) throws IOException {
        assertThat(lxd().request(method, path).text()).isEqualTo(envelope(501, "not implemented"));
    }

    @Test
    default void unknownMethodsAreNotFound() throws IOException {
        assertThat(lxd().request("FOO", "/1.0").text()).isEqualTo(envelope(404, "Method \\\"FOO\\\" not found"));
    }

    @Test
    default void onlyFilesHaveHeads() throws IOException {
        assertThat(lxd().request("HEAD", "/1.0").status()).isEqualTo(501);
        assertThat(lxd().request("HEAD", "/1.0/instances/" + instance()).status())
                .isEqualTo(501);
    }

    @Test
    default void optionsAnswersWithNothing() throws IOException {
        RawHttp.Answer answer = lxd().request("OPTIONS", "/1.0/instances");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/state", "/files?path=/x", "/logs"})
    default void anUnknownInstanceIsNotFound(String suffix) throws IOException {
        RawHttp.Answer answer = lxd().get("/1.0/instances/nobody" + suffix);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).isEqualTo(envelope(404, "Instance not found"));
    }

    @Test
    default void aSlashInANameIsRefused() throws IOException {
        assertThat(lxd().get("/1.0/instances/a%2Fb").text()).isEqualTo(envelope(400, "Invalid instance name"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|unexpected end of JSON input",
                "{|unexpected end of JSON input",
                "garbage|invalid character 'g' looking for beginning of value",
                "{\"command\":\"true\"}|json: cannot unmarshal string into Go struct field InstanceExecPost.command of type []string",
                "{\"command\":[1]}|json: cannot unmarshal number into Go struct field InstanceExecPost.command of type string",
                "{\"user\":\"root\"}|json: cannot unmarshal string into Go struct field InstanceExecPost.user of type uint32"
            })
    default void aBodyThatCannotBeReadIsABadRequest(String body, String complaint) throws IOException {
        RawHttp.Answer answer = lxd().send("POST", "/1.0/instances/" + instance() + "/exec", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(Probe.error(answer)).isEqualTo(complaint);
    }

    @Test
    default void unknownFieldsAreIgnored() throws IOException {
        JsonObject operation = lxd().await(lxd().send(
                        "POST",
                        "/1.0/instances/" + instance() + "/exec",
                        "{\"command\":[\"true\"],\"colour\":\"red\"}"));

        assertThat(operation.get("status").getAsString()).isEqualTo("Success");
    }

    @Test
    default void instancesAreListedAsAddressesOrWhole() throws IOException {
        String address = "/1.0/instances/" + instance();
        assertThat(Probe.metadata(lxd().get("/1.0/instances")).getAsJsonArray())
                .extracting(element -> element.getAsString())
                .contains(address);
        assertThat(Probe.metadata(lxd().get("/1.0/instances?recursion=1")).getAsJsonArray())
                .extracting(element -> element.getAsJsonObject().get("name").getAsString())
                .contains(instance());
        assertThat(Probe.metadata(lxd().get("/1.0/instances?recursion=2")).getAsJsonArray())
                .allMatch(element -> element.getAsJsonObject().get("state").isJsonObject());
    }

    @Test
    default void anInstanceHasATagWithoutItsState() throws IOException {
        RawHttp.Answer answer = lxd().get("/1.0/instances/" + instance());
        JsonObject info = Probe.metadata(answer).getAsJsonObject();

        assertThat(answer.headers().get("etag")).matches("\"[0-9a-f]{64}\"");
        assertThat(info.get("status").getAsString()).isEqualTo("Running");
        assertThat(info.get("status_code").getAsInt()).isEqualTo(103);
        assertThat(info.get("type").getAsString()).isEqualTo("container");
        assertThat(info.has("state")).isFalse();
    }

    @Test
    default void aRunningInstanceHasAStateWithNumbers() throws IOException {
        JsonObject state = Probe.metadata(lxd().get("/1.0/instances/" + instance() + "/state"))
                .getAsJsonObject();

        assertThat(state.get("status").getAsString()).isEqualTo("Running");
        assertThat(state.get("pid").getAsInt()).isPositive();
        assertThat(state.get("network").isJsonObject()).isTrue();
    }
}
