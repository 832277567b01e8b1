package io.github.microovn.rebuilder.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.rebuilder.host.ssh.Destination.UnsupportedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SshConfigTest {

    @TempDir
    private Path home;

    private SshConfig config(String host, String text) throws IOException {
        return SshConfig.read(host, home, List.of(write("config", text), home.resolve("missing")));
    }

    private Path write(String name, String text) throws IOException {
        Files.createDirectories(home.resolve(".ssh"));
        return Files.writeString(home.resolve(".ssh").resolve(name), text);
    }

    private Destination destination(String address, String text) throws IOException, UnsupportedException {
        write("config", text);
        return Destination.resolve(
                SshAddress.parse(address).orElseThrow(),
                Map.of("HOME", home.toString(), "SSH_AUTH_SOCK", "/run/agent"));
    }

    @Test
    void theFirstValueOfAKeywordCounts() throws IOException {
        SshConfig config = config("lab9", """
                # comment
                host = lab?
                  user=first
                Host *
                  USER second
                  Port 2222
                """);

        assertThat(config.value("User")).isEqualTo("first");
        assertThat(config.value("port")).isEqualTo("2222");
        assertThat(config.value("HostName")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "lab9,Host lab*,true",
        "LAB9,Host lab9,true",
        "lab9,Host lab,false",
        "lab9,Host * !lab9,false",
        "lab9,Host !lab1 lab*,true",
        "lab9,Host \"lab9\" other,true",
        "lab.9,Host lab?9,true",
        "labx9,Host lab.9,false",
        "lab9,Match all,true",
        "lab9,'Match host lab1,lab9',true",
        "lab9,Match host lab1,false",
        "lab9,Match exec true,false"
    })
    void aBlockIsForTheHostsThatItNames(String host, String block, boolean applies) throws IOException {
        SshConfig config = config(host, block + "\n  User me\n");

        assertThat(config.value("User")).isEqualTo(applies ? "me" : "");
    }

    @Test
    void otherFilesAreIncludedInTheOrderOfTheirNames() throws IOException {
        Files.createDirectories(home.resolve(".ssh/config.d"));
        write("config.d/20.conf", "User twenty\nPort 20\n");
        write("config.d/10.conf", "Host other\n  Port 10\nHost *\n  User ten\n");
        write("loop", "Include loop\nCompression yes\n");

        SshConfig config = config("lab9", """
                Include config.d/*.conf nowhere/*.conf
                Host other
                  Include loop
                Host *
                  Include ~/.ssh/loop
                """);

        assertThat(config.value("User")).isEqualTo("ten");
        assertThat(config.value("Port")).isEqualTo("20");
        assertThat(config.value("Compression")).isEqualTo("yes");
    }

    @Test
    void everythingAboutADestinationIsLookedUp() throws Exception {
        Destination destination = destination("lab9", """
                Host lab9
                  HostName %h.example
                  Port 2222
                  User me
                  IdentityFile ~/.ssh/a_%r
                  IdentityFile %d/b_%h_%p_%n_100%%
                  IdentitiesOnly yes
                  IdentityAgent ~/agent
                  UserKnownHostsFile ~/known one/more
                  ProxyJump gate,root@second:22
                  Compression yes
                """);

        assertThat(destination.login()).isEqualTo("me@lab9.example");
        assertThat(destination.place()).isEqualTo("lab9.example:2222");
        assertThat(destination.keyName()).isEqualTo("[lab9.example]:2222");
        assertThat(destination.identities())
                .containsExactly(home.resolve(".ssh/a_me"), home.resolve("b_lab9.example_2222_lab9_100%"));
        assertThat(destination.configured()).isTrue();
        assertThat(destination.identitiesOnly()).isTrue();
        assertThat(destination.agent()).contains(home.resolve("agent"));
        assertThat(destination.knownHosts())
                .startsWith(home.resolve("known"), home.resolve(".ssh/one/more"))
                .hasSize(3);
        assertThat(destination.jumps()).containsExactly("gate", "root@second:22");
        assertThat(destination.compression()).isTrue();
    }

    @Test
    void whatIsNotConfiguredIsAsUsual() throws Exception {
        write("id_rsa", "");
        write("id_ed25519", "");

        Destination destination = destination("root@lab9:22", "User nobody\nPort 1\nIdentityAgent SSH_AUTH_SOCK\n");

        assertThat(destination.login()).isEqualTo("root@lab9");
        assertThat(destination.keyName()).isEqualTo("lab9");
        assertThat(destination.identities())
                .containsExactly(home.resolve(".ssh/id_ed25519"), home.resolve(".ssh/id_rsa"));
        assertThat(destination.configured()).isFalse();
        assertThat(destination.agent()).contains(Path.of("/run/agent"));
        assertThat(destination.knownHosts()).startsWith(home.resolve(".ssh/known_hosts"));
        assertThat(destination.jumps()).isEmpty();
        assertThat(destination("lab9", "IdentityAgent none\nProxyJump none\n").agent())
                .isEmpty();
        assertThatThrownBy(() -> destination("lab9", "ProxyCommand nc %h\n")).isInstanceOf(UnsupportedException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "lab9,,lab9,",
        "root@lab9,root,lab9,",
        "me.too@lab9.example:2222,me.too,lab9.example,2222",
        "10.0.0.1:22,,10.0.0.1,22",
        "[fe80::1%eth0]:22,,fe80::1%eth0,22",
        "root@[::1],root,::1,",
        "root@fd00::7,root,fd00::7,",
        "fe80::1%eth0,,fe80::1%eth0,"
    })
    void anAddressHasAUserAHostAndAPort(String text, String user, String host, Integer port) {
        SshAddress address = SshAddress.parse(text).orElseThrow();

        assertThat(address.user().orElse(null)).isEqualTo(user);
        assertThat(address.host()).isEqualTo(host);
        assertThat(address.port().isPresent() ? (Integer) address.port().getAsInt() : null)
                .isEqualTo(port);
    }
}
