package io.github.microovn.rebuilder.host.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RemoteShellTest {

    private final RemoteShell shell = new RemoteShell();

    @Test
    void onlyWhatAShellWouldReadOtherwiseIsQuoted() {
        assertThat(shell.line(List.of("dd", "of=/a/b", "it's", "a b", "", "~", "é")))
                .endsWith("; exec dd of=/a/b 'it'\\''s' 'a b' '' '~' 'é'");
    }

    @Test
    void whatAnyShellSaysBeforeTheProgramIsNotItsOutput() {
        String line = shell.line(List.of("true"));
        String mark = line.split("[ ;]", -1)[2];

        assertThat(shell.output(("Welcome\n" + mark + "out" + mark).getBytes(UTF_8)))
                .hasValueSatisfying(
                        bytes -> assertThat(new String(bytes, UTF_8)).isEqualTo("out" + mark));
        assertThat(shell.output("Welcome\n".getBytes(UTF_8))).isEmpty();
        assertThat(new RemoteShell().line(List.of("true"))).isNotEqualTo(line);
    }
}
