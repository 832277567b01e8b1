package io.github.microovn.rebuilder.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownHostsTest {

    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJdD7y3aLq454yWBdwLWbieU1ebz9/cu7/QEXn9OIeZJ";
    private static final String OTHER =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA6rWI3G1sz07DnfFlrouTcysQlj2P+jpNSOEWD9OJ3X";

    @TempDir
    private Path directory;

    private KnownHosts known(String name, String... lines) throws IOException {
        Path file = Files.writeString(directory.resolve("known_hosts"), String.join("\n", lines) + "\n");
        return KnownHosts.read(name, List.of(file, directory.resolve("missing")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lab9 ",
                "other,lab9 ",
                "lab* ",
                "*,!lab1 ",
                "LAB9 ",
                // What ssh-keygen -H makes of lab9.
                "|1|c2FsdHNhbHRzYWx0c2FsdHNhbHQ=|8fok3IxYQZZXFY/3Y7iodIUBBgU= "
            })
    void aHostIsKnownByItsNameByPatternsAndByAHash(String hosts) throws IOException {
        assertThat(known("lab9", "# comment", "", hosts + KEY + " its comment").refusal(KEY))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lab99 ",
                "[lab9]:2222 ",
                "*,!lab9 ",
                "#lab9 ",
                "@cert-authority lab9 ",
                "|1|c2FsdA==|bm90IGl0 ",
                "|1|x ",
                "|2|a|b "
            })
    void aHostIsNotKnownByWhatIsOfOthers(String hosts) throws IOException {
        assertThat(known("lab9", hosts + KEY).refusal(KEY))
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("its host key is not known: "));
    }

    @Test
    void aHostOnAnotherPortIsAnotherHost() throws IOException {
        assertThat(known("[lab9]:2222", "[lab9]:2222 " + KEY).refusal(KEY)).isEmpty();
        assertThat(known("[lab9]:2222", "lab9 " + KEY).refusal(KEY)).isPresent();
    }

    @Test
    void aKeyBesideTheKnownOnesHasChanged() throws IOException {
        assertThat(known("lab9", "lab9 ssh-rsa AAAA", "lab9 " + OTHER).refusal(KEY))
                .hasValueSatisfying(reason -> assertThat(reason)
                        .startsWith("its host key has changed: it shows ssh-ed25519 SHA256:")
                        .contains("known_hosts:2 has ssh-ed25519 SHA256:"));
    }

    @Test
    void oneOfSeveralKnownKeysIsEnough() throws IOException {
        KnownHosts known = known("lab9", "lab9 " + OTHER, "lab9 ssh-rsa AAAA", "lab9 " + KEY);

        assertThat(known.refusal(KEY)).isEmpty();
        assertThat(known.types()).containsExactly("ssh-ed25519", "ssh-rsa");
    }
}
