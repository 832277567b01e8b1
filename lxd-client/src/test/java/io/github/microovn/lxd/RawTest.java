package io.github.microovn.lxd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import io.github.microovn.lxd.embedded.ScriptedLxd;
import io.github.microovn.lxd.embedded.ScriptedLxd.Call;
import io.github.microovn.lxd.embedded.ScriptedLxd.Response;
import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.error.LxdOperationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the client has no name for, on a daemon that remembers what it was asked. */
class RawTest {
    private static final String GROUPS = "/1.0/placement-groups";

    private final ScriptedLxd lxd = ScriptedLxd.start();
    private final LxdClient client = lxd.client();

    @AfterEach
    void end() {
        client.close();
        lxd.close();
    }

    /** A group as a newer daemon has it. */
    public record Group(String name, String description, long instances) {}

    @Test
    void readsWhatItHasNoNameFor() {
        lxd.on(
                "GET",
                GROUPS + "/web",
                call -> Response.sync(
                                "{\"name\":\"web\",\"description\":\"Web\",\"instances\":3,\"later\":[1.5,true,null]}")
                        .with("ETag", "\"v1\""));

        RawAnswer answer = client.raw().get(GROUPS + "/web");

        assertThat(answer.as(Group.class)).isEqualTo(new Group("web", "Web", 3));
        assertThat(answer.etag()).isEqualTo("\"v1\"");
        assertThat(answer.json()).contains("\"later\":[1.5,true,null]");
        assertThat(answer.operation()).isEmpty();
    }

    @Test
    void listsUrls() {
        lxd.on(GROUPS, "[\"" + GROUPS + "/web\",\"" + GROUPS + "/db\"]");

        assertThat(client.raw().get(GROUPS).asList(String.class)).containsExactly(GROUPS + "/web", GROUPS + "/db");
    }

    @Test
    void sendsMethodParametersHeadersAndBody() {
        RawRequest request = RawRequest.of("PATCH", GROUPS + "/web")
                .withQuery("target", "node 1")
                .withIfMatch("\"v1\"")
                .withJson(Map.of("description", "Web & more"));

        client.project("dev").raw().send(request);

        Call call = lxd.last("PATCH");
        assertThat(call.path()).isEqualTo(GROUPS + "/web");
        assertThat(call.query()).containsEntry("target", "node 1").containsEntry("project", "dev");
        assertThat(call.header("If-Match")).isEqualTo("\"v1\"");
        assertThat(call.json().getAsJsonObject().get("description").getAsString())
                .isEqualTo("Web & more");
    }

    @Test
    void sendsRecordsWithTheNamesOfTheApi() {
        client.raw().send(RawRequest.of("POST", GROUPS).withJson(new Group("web", "Web", 3)));

        assertThat(lxd.lastCall().json().toString())
                .isEqualTo("{\"name\":\"web\",\"description\":\"Web\",\"instances\":3}");
    }

    @Test
    void tellsWhereSomethingWasCreated() {
        RawAnswer answer = client.raw().send(RawRequest.of("POST", GROUPS).withJson(Map.of("name", "web")));

        assertThat(answer.location()).isEqualTo(GROUPS + "/new");
    }

    @Test
    void waitsForWhatIsDoneInTheBackground() {
        lxd.inBackground().withOperation("{\"moved\":2}", "{}");

        RawAnswer answer = client.raw().send(RawRequest.of("DELETE", GROUPS + "/web"));

        assertThat(answer.operation())
                .hasValueSatisfying(
                        operation -> assertThat(operation.isSuccess()).isTrue());
        assertThat(answer.json()).isEqualTo("{\"moved\":2}");
    }

    @Test
    void waitsForNothingWhenTold() {
        lxd.inBackground();

        RawAnswer answer =
                client.raw().send(RawRequest.of("DELETE", GROUPS + "/web").withTimeout(Duration.ZERO));

        assertThat(answer.operation())
                .hasValueSatisfying(
                        operation -> assertThat(operation.isSuccess()).isFalse());
        assertThat(lxd.allCalls()).noneMatch(call -> call.path().endsWith("/wait"));
    }

    @Test
    void opensWhatIsNotJson() throws IOException {
        lxd.on("GET", "/1.0/metrics", call -> Response.text("lxd_cpu_seconds_total 1\n"));

        try (InputStream metrics = client.raw().open("/1.0/metrics")) {
            assertThat(metrics).hasBinaryContent("lxd_cpu_seconds_total 1\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void namesRequestAndReasonOfARefusalWithoutTheParameters() {
        lxd.on("GET", GROUPS, call -> Response.error(403, "not allowed"));

        assertThatThrownBy(() -> client.raw().get(GROUPS + "?secret=abc"))
                .isInstanceOf(LxdApiException.class)
                .hasMessageContaining("cannot send GET " + GROUPS)
                .hasMessageContaining("403 not allowed")
                .hasMessageNotContaining("abc");
    }

    @Test
    void refusesAPathThatIsNotAbsolute() {
        assertThatThrownBy(() -> RawRequest.of("GET", "1.0/instances"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not an absolute path: 1.0/instances");
    }

    @Test
    void sendsANullAsSuch() {
        Map<String, @Nullable Object> devices = new HashMap<>();
        devices.put("eth0", null);

        client.raw().send(RawRequest.of("PATCH", "/1.0/instances/c1").withJson(Map.of("devices", devices)));

        assertThat(lxd.lastCall().json()).isEqualTo(JsonParser.parseString("{\"devices\":{\"eth0\":null}}"));
    }

    @Test
    void anOperationThatFailsIsAnError() {
        lxd.inBackground();
        lxd.on("GET", lxd.operationPath() + "/wait", call -> Response.sync(lxd.operation("Failure", 400, "in use")));

        assertThatThrownBy(() -> client.raw().send(RawRequest.of("DELETE", GROUPS + "/web?force=true")))
                .isInstanceOf(LxdOperationException.class)
                .hasMessage("cannot send DELETE " + GROUPS + "/web: in use (DELETE " + GROUPS + "/web)");
    }

    @Test
    void leadsToNoOtherHost() {
        assertThatThrownBy(() -> client.raw().get("//elsewhere/1.0")).isInstanceOf(IllegalArgumentException.class);
    }
}
