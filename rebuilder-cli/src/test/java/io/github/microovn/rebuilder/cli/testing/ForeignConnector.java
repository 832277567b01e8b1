package io.github.microovn.rebuilder.cli.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/** A connector that is compiled against the shipped jar alone and put beside it. */
public final class ForeignConnector {

    private static final String IMPORTS = """
            import io.github.microovn.rebuilder.config.*;
            import io.github.microovn.rebuilder.error.*;
            import io.github.microovn.rebuilder.host.*;
            import io.github.microovn.rebuilder.result.*;
            import java.io.*;
            import java.nio.file.*;
            import java.time.*;
            import java.util.*;
            import java.util.concurrent.TimeUnit;
            """;

    private ForeignConnector() {}

    /**
     * Compiles it.
     *
     * @param directory where to
     * @param name its class, in no package
     * @param source the class and others
     * @return the class path of the program with it
     */
    public static String compile(Path directory, String name, String source) throws IOException {
        String jar = Path.of("target/microovn-rebuilder.jar").toAbsolutePath().toString();
        Path file = Files.writeString(directory.resolve(name + ".java"), IMPORTS + source);
        Path classes = Files.createDirectories(directory.resolve("classes"));
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", jar, "-d", classes.toString(), file.toString());
        assertThat(failed).isZero();
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve("io.github.microovn.rebuilder.host.Connector"), name + "\n");
        return jar + ":" + classes;
    }
}
