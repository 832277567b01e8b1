package io.github.microovn.rebuilder.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.microovn.lxd.testing.RealLxd;
import io.github.microovn.lxd.testing.RealLxdSocket;
import io.github.microovn.rebuilder.cli.testing.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The Debian package in a container of a clean Debian, the base of the lab's image, which has neither Java nor make, with the
 * packages that it depends on: apt of this machine says which those are, by the container's own list of what is installed, and
 * downloads them.
 */
@RealLxd
class PackagesIT {

    private static final String NAME = RealLxdSocket.newInstanceName();
    private static final Path PACKAGES = Path.of("target/debian");

    @BeforeAll
    static void launch() throws IOException {
        String pool = System.getenv().getOrDefault("LAB_POOL", "default");
        Child.run("lxc", "-q", "image", "import", debian(), "--alias", NAME);
        Child.run("lxc", "-q", "init", NAME, NAME, "-s", pool, "-n", "lxdbr0", "-c", "security.nesting=true");
        Child.run("lxc", "-q", "start", NAME);
        Files.createDirectories(PACKAGES.resolve("partial"));
        Child.run("lxc", "-q", "file", "pull", NAME + "/var/lib/dpkg/status", "target/debian.status");
        try (Child apt = Child.start(
                Map.of("LC_ALL", "C"),
                "apt-get",
                "install",
                "-y",
                "-qq",
                "--download-only",
                "--no-install-recommends",
                "-o",
                "Dir::State::status=" + Path.of("target/debian.status").toAbsolutePath(),
                "-o",
                "Dir::Cache::archives=" + PACKAGES.toAbsolutePath(),
                "default-jre-headless",
                "make",
                "man-db",
                "bash-completion")) {
            apt.closeInput();
            require(
                    apt.exitCode() == 0,
                    "apt-get of this machine gets the packages: " + apt.errors().bytes());
        }
        Child.run("lxc", "-q", "exec", NAME, "--", "mkdir", "/debs");
        var push = new ArrayList<>(List.of("lxc", "-q", "file", "push"));
        push.addAll(files(PACKAGES, ".deb"));
        push.addAll(files(Path.of("target"), ".deb"));
        push.add(NAME + "/debs/");
        Child.run(push.toArray(String[]::new));
    }

    /** What {@code lab/image} has left in its cache. */
    private static String debian() throws IOException {
        Path home = Path.of(System.getProperty("user.home"));
        Path caches = Path.of(System.getenv().getOrDefault("XDG_CACHE_HOME", home + "/.cache"));
        Path cache = Path.of(System.getenv()
                .getOrDefault(
                        "LAB_CACHE", caches.resolve("microovn-rebuilder-lab").toString()));
        List<String> bases = Files.isDirectory(cache) ? files(cache, ".tar.gz") : List.of();
        Optional<String> base =
                bases.stream().filter(file -> file.contains("/base-")).findFirst();
        require(base.isPresent(), "lab/image has left a base-*.tar.gz in " + cache);
        return base.orElseThrow();
    }

    /** What is missing is a failure where the lab has to be there. */
    private static void require(boolean there, String what) {
        if (Boolean.getBoolean("lab.required")) {
            assertThat(there).as(what).isTrue();
        }
        assumeThat(there).as(what).isTrue();
    }

    private static List<String> files(Path directory, String end) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(Path::toString).filter(file -> file.endsWith(end)).toList();
        }
    }

    @AfterAll
    static void delete() {
        for (List<String> thing : List.of(List.of("delete", "-f", NAME), List.of("image", "delete", NAME))) {
            var command = new ArrayList<>(List.of("lxc", "-q"));
            command.addAll(thing);
            try (Child child = Child.start(Map.of(), command.toArray(String[]::new))) {
                child.closeInput();
                child.exitCode();
            }
        }
    }

    /** Runs a script in the container, as a user of Debian would type it; its output is in order. */
    private static String inside(String... lines) {
        var words = new ArrayList<>(List.of("lxc", "exec", NAME, "--env", "HOME=/tmp/home", "--env", "LC_ALL=C.UTF-8"));
        words.addAll(List.of("--", "bash", "-c", String.join("\n", Arrays.asList(lines))));
        try (Child child = Child.start(Map.of(), words.toArray(String[]::new))) {
            child.closeInput();
            int code = child.exitCode(5, TimeUnit.MINUTES);
            String output = child.screen().bytes() + child.errors().bytes();
            assertThat(code).as(output).isZero();
            return output;
        }
    }

    @Test
    void installsRunsAndGoesWithoutATrace() {
        assertThat(inside(
                        "export DEBIAN_FRONTEND=noninteractive",
                        "dpkg -i /debs/*.deb > /tmp/dpkg.log 2>&1 || { cat /tmp/dpkg.log; exit 1; }",
                        "dpkg-query -W -f '${Status}' microovn-rebuilder"))
                .isEqualTo("install ok installed");

        assertThat(inside("microovn-rebuilder version"))
                .matches("microovn-rebuilder \\d+\\.\\d+\\.\\d+\\S*, Java \\d\\S*\n");
        assertThat(inside("microovn-rebuilder --help")).startsWith("microovn-rebuilder: edit OVN, press Enter");
        assertThat(inside("microovn-rebuilder demo")).contains("[movn3] Restarting microovn.ovn-northd");
        assertThat(inside("man -w microovn-rebuilder")).isEqualTo("/usr/share/man/man1/microovn-rebuilder.1.gz\n");
        assertThat(inside(
                        ". /usr/share/bash-completion/bash_completion",
                        "_completion_loader microovn-rebuilder || complete -p microovn-rebuilder",
                        "COMP_LINE='microovn-rebuilder sta' COMP_POINT=22",
                        "_microovn_rebuilder && echo \"${COMPREPLY[@]}\""))
                .endsWith("status\n");
        assertThat(inside("ls /usr/share/zsh/vendor-completions /usr/share/fish/vendor_completions.d"))
                .contains("_microovn-rebuilder\n", "microovn-rebuilder.fish\n");

        assertThat(inside(
                        "sh -x /usr/bin/microovn-rebuilder version 2>&1 | grep -c 'SharedArchiveFile=/var/cache/'",
                        "find /var/cache/microovn-rebuilder -name '*.jsa' -size +1M | wc -l",
                        "ls -A /tmp/home/.cache 2> /dev/null | wc -l"))
                .isEqualTo("1\n1\n0\n");

        assertThat(inside(
                        "rm -r /var/cache/microovn-rebuilder",
                        "dpkg -i /debs/openjdk-*-jre-headless_*.deb > /tmp/dpkg.log 2>&1 || { cat /tmp/dpkg.log; exit 1; }",
                        "find /var/cache/microovn-rebuilder -name '*.jsa' -size +1M | wc -l"))
                .as("the archive after another Java was installed")
                .isEqualTo("1\n");

        assertThat(inside(
                        "rm -r /debs",
                        "dpkg --purge microovn-rebuilder > /dev/null 2>&1",
                        "find / -xdev -name '*microovn-rebuilder*' ! -path '/proc/*' ! -path '/tmp/*'"))
                .isEmpty();
    }

    /** What is taken apart anywhere runs there, with the classes' archive in the user's own cache. */
    @Test
    void theTarRunsWhereItIsUnpacked() throws IOException {
        Path directory = Files.createTempDirectory("tar");
        try {
            String tar = files(Path.of("target"), ".tar.gz").get(0);
            Child.run("tar", "-xzf", tar, "-C", directory.toString(), "--strip-components=1");
            Map<String, String> variables = Map.of(
                    "XDG_CACHE_HOME",
                    directory.resolve("cache").toString(),
                    "JAVA_HOME",
                    System.getProperty("java.home"));
            try (Child version = Child.start(
                    variables, directory.resolve("bin/microovn-rebuilder").toString(), "version")) {
                version.closeInput();
                assertThat(version.exitCode()).as(version.errors().bytes()).isZero();
                assertThat(version.screen().bytes()).startsWith("microovn-rebuilder ");
            }
            assertThat(directory.resolve("share/man/man1/microovn-rebuilder.1.gz"))
                    .isRegularFile();
        } finally {
            Child.run("rm", "-rf", directory.toString());
        }
    }
}
