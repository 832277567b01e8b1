package io.github.microovn.rebuilder.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Two repositories that a test made, of a tiny OVN and of the OVS that is its submodule. */
final class Upstream {

    /** A configure without autoconf: boot.sh makes it, it makes config.status and the Makefile, and writes its arguments down. */
    static final Map<String, String> BY_HAND = Map.of(
            "configure.ac",
            "by hand\n",
            "boot.sh",
            """
            #!/bin/sh
            echo booted >> booted
            cat > configure <<'E'
            #!/bin/sh
            echo "$0 $*" > arguments
            src=${0%/configure}
            sed "s|@src@|$src|" "$src/Makefile.in" > Makefile
            printf '#!/bin/sh\\ncat <<Q\\n' > config.status
            for a; do printf "'%s' " "$a" >> config.status; done
            printf '\\nQ\\n' >> config.status
            chmod +x config.status
            E
            chmod +x configure
            cp Makefile.template Makefile.in
            """,
            "Makefile.template",
            "P = PRODUCTS\nall: $(P)\n$(P): @src@/source\n\t@mkdir -p $(dir $@)\n\tcp $< $@\n",
            "source",
            "first\n");

    private static final String OVS = "vswitchd/ovs-vswitchd ovsdb/ovsdb-server";
    private static final String OVN = "northd/ovn-northd controller/ovn-controller";

    private final Path directory;

    /** Makes them of such files. */
    Upstream(Path directory, Map<String, String> ovs, Map<String, String> ovn) throws IOException {
        this.directory = directory;
        repository("ovs", ovs, OVS);
        repository("ovn", ovn, OVN);
        git(ovn(), "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", ovsUrl(), "ovs");
        git(ovn(), "commit", "-q", "-m", "with OVS");
        git(ovn(), "branch", "branch-24.03");
    }

    Upstream(Path directory) throws IOException {
        this(directory, BY_HAND, BY_HAND);
    }

    private void repository(String name, Map<String, String> files, String products) throws IOException {
        Path top = Files.createDirectories(directory.resolve(name));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = top.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue().replace("PRODUCTS", products));
            assertThat(path.toFile().setExecutable(file.getKey().endsWith(".sh")))
                    .isTrue();
        }
        git(top, "init", "-q", "-b", "main");
        git(top, "add", "-A");
        git(top, "commit", "-q", "-m", "first");
    }

    /** Changes a file of one of them, and commits. */
    void commit(Path repository, String file, String content) throws IOException {
        Files.writeString(repository.resolve(file), content);
        git(repository, "commit", "-q", "-a", "-m", "changed");
    }

    Path ovn() {
        return directory.resolve("ovn");
    }

    Path ovs() {
        return directory.resolve("ovs");
    }

    String ovnUrl() {
        return ovn().toUri().toString().replaceFirst("file:/*", "file:///").replaceFirst("/$", "");
    }

    String ovsUrl() {
        return ovs().toUri().toString().replaceFirst("file:/*", "file:///").replaceFirst("/$", "");
    }

    /** Runs git, which has to succeed; returns what it wrote. */
    static String git(Path directory, String... words) throws IOException {
        List<String> argv = new ArrayList<>(
                List.of("git", "-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"));
        argv.addAll(List.of(words));
        Process process = new ProcessBuilder(argv)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        try {
            assertThat(process.waitFor()).as(output).isZero();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        return output.strip();
    }
}
