package io.github.microovn.rebuilder.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorExampleTest {

    private static final String BEFORE = """
            import io.github.microovn.rebuilder.config.*;
            import io.github.microovn.rebuilder.error.*;
            import io.github.microovn.rebuilder.host.*;
            import io.github.microovn.rebuilder.result.*;
            import java.nio.file.*;
            import java.time.*;
            import java.util.*;
            """;

    private static final String AFTER = """
            class Programs {
                static CommandResult run(List<String> argv, Duration timeout) {
                    return new CommandResult(0, "", "");
                }
            }
            """;

    @TempDir
    private Path directory;

    @Test
    void theExampleInContributingCompiles() throws Exception {
        String text = Files.readString(Path.of("../CONTRIBUTING.md"));
        Matcher example = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(text);
        assertThat(example.find()).isTrue();
        String source = BEFORE + example.group(1) + AFTER;
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();

        ToolProvider.getSystemJavaCompiler()
                .getTask(
                        null,
                        null,
                        problems,
                        List.of("-proc:none", "-d", directory.toString()),
                        null,
                        List.of(new SourceFile("DockerConnector", source)))
                .call();

        assertThat(problems.getDiagnostics()).isEmpty();
    }

    private static final class SourceFile extends SimpleJavaFileObject {
        private final String text;

        SourceFile(String className, String text) {
            super(URI.create("string:///" + className + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
