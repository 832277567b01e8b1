package io.github.microovn.lxd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import io.github.microovn.lxd.embedded.ScriptedLxd.Response;
import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.model.ListQuery;
import io.github.microovn.lxd.model.Patch;
import io.github.microovn.lxd.model.ProfileInfo;
import io.github.microovn.lxd.model.ProfileSpec;
import io.github.microovn.lxd.model.Versioned;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What all families have in common, shown on profiles. */
class ResourcesTest extends ScriptedTest {
    private static final String WEB = """
            {"name":"web","description":"Web servers","config":{"limits.cpu":"2"},
             "devices":{"eth0":{"type":"nic","network":"lxdbr0"}},"used_by":["/1.0/instances/c1"],"news":[1,{"a":null}]}
            """;

    @Test
    void listGivesRecords() {
        lxd.on("/1.0/profiles", "[" + WEB + "]");

        List<ProfileInfo> profiles = client.profiles().list();

        assertThat(profiles)
                .containsExactly(new ProfileInfo(
                        "web",
                        "Web servers",
                        Map.of("limits.cpu", "2"),
                        Map.of("eth0", Map.of("type", "nic", "network", "lxdbr0")),
                        List.of("/1.0/instances/c1")));
        assertThat(lxd.lastCall()).hasToString("GET /1.0/profiles?{recursion=1}");
    }

    @Test
    void namesAreTheDecodedLastSegmentsOfUrls() {
        lxd.on("/1.0/profiles", "[\"/1.0/profiles/web\",\"/1.0/profiles/a%20b+c?project=dev\"]");

        assertThat(client.profiles().names()).containsExactly("web", "a b+c");
        assertThat(lxd.lastCall()).hasToString("GET /1.0/profiles");
    }

    @Test
    void aQueryFiltersAndLeavesTheProjectOutWhereAllAreAskedFor() {
        lxd.on("/1.0/profiles", "[]");
        LxdClient dev = client.project("dev");

        dev.profiles().list(ListQuery.filter("name eq a&b"));
        assertThat(lxd.lastCall().query())
                .isEqualTo(Map.of("project", "dev", "filter", "name eq a&b", "recursion", "1"));

        dev.profiles().names(ListQuery.ALL.withAllProjects());
        assertThat(lxd.lastCall().query()).isEqualTo(Map.of("all-projects", "true"));
    }

    @Test
    void findGivesNothingForWhatIsMissingOnly() {
        lxd.on("GET", "/1.0/profiles/no", call -> Response.error(404, "Profile not found"));
        lxd.on("GET", "/1.0/profiles/bad", call -> Response.error(500, "database is locked"));
        lxd.on("/1.0/profiles/web", WEB);

        assertThat(client.profiles().find("web")).map(ProfileInfo::name).contains("web");
        assertThat(client.profiles().find("no")).isEmpty();
        assertThatThrownBy(() -> client.profiles().find("bad"))
                .isInstanceOf(LxdApiException.class)
                .hasMessage("cannot read profile bad: LXD answered 500 database is locked (GET /1.0/profiles/bad)");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void changesAreDoneWhereTheDaemonDoesThemAtOnceAndInTheBackground(boolean background) {
        lxd.on("/1.0/profiles/web", WEB);
        if (background) {
            lxd.inBackground();
        }

        ProfileInfo created = client.profiles()
                .create(ProfileSpec.of("web")
                        .withDescription("Web servers")
                        .withConfig("limits.cpu", "2")
                        .withDevice("eth0", Map.of("type", "nic")));
        assertThat(created.name()).isEqualTo("web");
        assertThat(lxd.last("POST")).hasToString("POST /1.0/profiles");
        assertThat(lxd.last("POST").header("Content-Type")).isEqualTo("application/json");
        assertThat(lxd.last("POST").json())
                .isEqualTo(JsonParser.parseString(
                        "{\"name\":\"web\",\"description\":\"Web servers\",\"config\":{\"limits.cpu\":\"2\"},"
                                + "\"devices\":{\"eth0\":{\"type\":\"nic\"}}}"));

        client.profiles().replace("web", ProfileSpec.of("web"));
        assertThat(lxd.lastCall()).hasToString("PUT /1.0/profiles/web");
        assertThat(lxd.lastCall().json())
                .isEqualTo(
                        JsonParser.parseString("{\"name\":\"web\",\"description\":\"\",\"config\":{},\"devices\":{}}"));
        assertThat(lxd.lastCall().header("If-Match")).isEmpty();

        client.profiles().patch("web", Patch.config("limits.cpu", "3").withoutConfig("limits.memory"));
        assertThat(lxd.lastCall()).hasToString("PATCH /1.0/profiles/web");
        assertThat(lxd.lastCall().json())
                .isEqualTo(JsonParser.parseString("{\"config\":{\"limits.cpu\":\"3\",\"limits.memory\":\"\"}}"));

        client.profiles().rename("web", "www");
        assertThat(lxd.lastCall()).hasToString("POST /1.0/profiles/web");
        assertThat(lxd.lastCall().json()).isEqualTo(JsonParser.parseString("{\"name\":\"www\"}"));

        client.profiles().delete("a b/c");
        assertThat(lxd.lastCall()).hasToString("DELETE /1.0/profiles/a%20b%2Fc");
    }

    @Test
    void aFailedOperationIsAnErrorOfTheChange() {
        lxd.on("DELETE", "/1.0/profiles/web", call -> lxd.started());
        lxd.on("GET", lxd.operationPath() + "/wait", call -> Response.sync(lxd.operation("Failure", 400, "in use")));

        assertThatThrownBy(() -> client.profiles().delete("web"))
                .hasMessageStartingWith("cannot delete profile web: in use");
    }

    @Test
    void versionsGoBackWithTheChange() {
        lxd.on("GET", "/1.0/profiles/web", call -> Response.sync(WEB).with("ETag", "\"abc\""));

        Versioned<ProfileSpec> settings = client.profiles().settings("web");
        client.profiles().replace("web", settings.with(settings.value().withoutConfig("limits.cpu")));
        assertThat(lxd.lastCall().header("If-Match")).isEqualTo("\"abc\"");
        assertThat(lxd.lastCall().body()).contains("\"config\":{}");

        client.profiles().patch("web", settings.with(Patch.of("description", "x")));
        assertThat(lxd.lastCall().header("If-Match")).isEqualTo("\"abc\"");
        assertThat(lxd.lastCall().json()).isEqualTo(JsonParser.parseString("{\"description\":\"x\"}"));
    }

    @Test
    void anEditKeepsWhatThisClientDoesNotKnow() {
        lxd.on("GET", "/1.0/profiles/web", call -> Response.sync(WEB).with("ETag", "\"abc\""));

        client.profiles().edit("web", web -> web.withDescription("new").withoutDevice("eth0"));

        assertThat(lxd.lastCall().header("If-Match")).isEqualTo("\"abc\"");
        assertThat(lxd.lastCall().json())
                .isEqualTo(JsonParser.parseString(
                        "{\"name\":\"web\",\"description\":\"new\",\"config\":{\"limits.cpu\":\"2\"},\"devices\":{},"
                                + "\"used_by\":[\"/1.0/instances/c1\"],\"news\":[1,{\"a\":null}]}"));
    }

    @Test
    void anEditThatChangesNothingSendsNothing() {
        lxd.on("/1.0/profiles/web", WEB);

        client.profiles().edit("web", web -> web.withConfig("limits.cpu", "2"));

        assertThat(lxd.calls()).hasSize(1);
    }

    @Test
    void anEditThatWasOvertakenIsMadeAgainOnTheNewGround() {
        AtomicInteger version = new AtomicInteger();
        lxd.on(
                "GET",
                "/1.0/profiles/web",
                call -> Response.sync("{\"config\":{\"n\":\"" + version.incrementAndGet() + "\"}}")
                        .with("ETag", "v" + version));
        lxd.on(
                "PUT",
                "/1.0/profiles/web",
                call -> version.get() < 3 ? Response.error(412, "ETag doesn't match: 1 vs 2") : Response.sync("{}"));

        client.profiles().edit("web", web -> web.withConfig("was", web.config().getOrDefault("n", "")));

        assertThat(lxd.lastCall().header("If-Match")).isEqualTo("v3");
        assertThat(lxd.lastCall().json()).isEqualTo(JsonParser.parseString("{\"config\":{\"n\":\"3\",\"was\":\"3\"}}"));
    }

    @Test
    void anEditThatIsAlwaysOvertakenGivesUp() {
        lxd.on("/1.0/profiles/web", WEB);
        lxd.on("PUT", "/1.0/profiles/web", call -> Response.error(412, "ETag doesn't match: 1 vs 2"));

        assertThatThrownBy(() -> client.profiles().edit("web", web -> web.withDescription("x")))
                .isInstanceOfSatisfying(
                        LxdApiException.class, e -> assertThat(e.isStale()).isTrue());
        assertThat(lxd.calls()).hasSize(20);
    }

    @Test
    void aMemberOfAClusterIsNamedInEveryRequest() {
        lxd.on("/1.0/profiles", "[]");

        client.project("dev").target("m2").profiles().names();

        assertThat(lxd.lastCall().query()).isEqualTo(Map.of("project", "dev", "target", "m2"));
    }

    @Test
    void projectsTellTheirUse() {
        lxd.on("/1.0/projects/dev/state", "{\"resources\":{\"instances\":{\"Limit\":-1,\"Usage\":6}}}");

        var state = client.project("other").projects().state("dev");

        assertThat(state.resources().get("instances")).hasToString("Use[limit=-1, usage=6]");
        assertThat(lxd.lastCall()).hasToString("GET /1.0/projects/dev/state");
    }
}
