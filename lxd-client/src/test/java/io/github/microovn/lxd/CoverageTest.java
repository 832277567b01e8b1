package io.github.microovn.lxd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.lxd.ApiCalls.Call;
import io.github.microovn.lxd.ApiTable.Row;
import io.github.microovn.lxd.embedded.ScriptedLxd;
import io.github.microovn.lxd.embedded.ScriptedLxd.Response;
import io.github.microovn.lxd.error.LxdException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation of LXD 5.0.2 has a call, every call is an operation, and it does not matter how the daemon does it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CoverageTest {
    private static final ApiTable TABLE = ApiTable.read();

    @TempDir
    private Path directory;

    private final ScriptedLxd atOnce = ScriptedLxd.start();
    private final ScriptedLxd inBackground = ScriptedLxd.start();
    private LxdClient client = atOnce.client();
    private LxdClient backgroundClient = inBackground.client();

    @BeforeAll
    void script() {
        inBackground.inBackground();
        for (ScriptedLxd lxd : List.of(atOnce, inBackground)) {
            lxd.otherwise(call -> answer(lxd, call));
            lxd.withOperation("""
                    {"fds":{"0":"s0","1":"s1","2":"s2","control":"sc"},"fingerprint":"f","secret":"s","addresses":["10.0.0.1:8443"],"return":0}""", """
                    {"certificates":["/1.0/certificates/x"]}""");
        }
    }

    @AfterAll
    void end() {
        client.close();
        backgroundClient.close();
        atOnce.close();
        inBackground.close();
    }

    private static Optional<Response> answer(ScriptedLxd lxd, ScriptedLxd.Call call) {
        String kind = TABLE.find(call.method(), call.path()).map(Row::answer).orElse("");
        return switch (kind) {
            case "list" -> Optional.of(Response.sync("[]"));
            case "text" ->
                Optional.of(Response.text("text")
                        .with("X-LXD-type", "file")
                        .with("X-LXD-mode", "0644")
                        .with("X-LXD-uid", "0")
                        .with("X-LXD-gid", "0"));
            case "object" ->
                call.path().startsWith("/1.0/images/aliases/")
                        ? Optional.of(Response.sync("{\"target\":\"x\"}"))
                        : Optional.empty();
            case "operation" -> Optional.of(lxd.started());
            default -> Optional.empty();
        };
    }

    @Test
    void theGuideStatesHowManyOperationsHaveACall() throws IOException {
        int operations = TABLE.rows().size();

        assertThat(Files.readString(Path.of("README.md")))
                .contains("has a typed call: " + operations + " of " + operations + ".");
    }

    @Test
    void theTableHasAllOperationsOfThatVersion() {
        assertThat(TABLE.rows()).hasSize(185).doesNotHaveDuplicates();
    }

    @Test
    void everyOperationHasACallAndEveryCallAnOperation() {
        List<String> operations = TABLE.rows().stream().map(Row::toString).toList();

        assertThat(new ApiCalls(directory).byOperation().keySet()).containsExactlyInAnyOrderElementsOf(operations);
    }

    static Stream<Row> served() {
        return TABLE.rows().stream().filter(row -> !row.isStream());
    }

    static Stream<Row> streams() {
        return TABLE.rows().stream().filter(Row::isStream);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streams")
    void aStreamIsAskedFor(Row row) {
        int before = atOnce.allCalls().size();

        assertThatThrownBy(() -> callIsMade(row, client, atOnce)).isInstanceOf(LxdException.class);

        assertThat(atOnce.allCalls().stream().skip(before)).anyMatch(call -> row.matches(call.method(), call.path()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("served")
    void aCallIsTheOperation(Row row) throws IOException {
        callIsMade(row, client, atOnce);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("served")
    void aCallIsTheOperationWhereChangesAreMadeInTheBackground(Row row) throws IOException {
        callIsMade(row, backgroundClient, inBackground);
    }

    private void callIsMade(Row row, LxdClient asking, ScriptedLxd lxd) throws IOException {
        Map<String, Call> calls = new ApiCalls(directory).byOperation();
        int before = lxd.allCalls().size();

        Objects.requireNonNull(calls.get(row.toString())).on(asking);

        List<String> made = lxd.allCalls().stream()
                .skip(before)
                .map(call -> TABLE.find(call.method(), call.path())
                        .map(Row::toString)
                        .orElse("no operation: " + call))
                .toList();
        assertThat(made).contains(row.toString()).noneMatch(call -> call.startsWith("no operation"));
    }
}
