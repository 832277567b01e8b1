package io.github.microovn.rebuilder.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.cli.RebuilderCli;
import io.github.microovn.rebuilder.cli.console.ExitCode;
import io.github.microovn.rebuilder.cli.console.Streams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The help of every command as users see it. After a wanted change copy {@code target/help/*.txt} over them. */
class HelpTextTest {

    @ParameterizedTest
    @CsvSource({
        "-h,loop",
        "--help,loop",
        "demo -h,demo",
        "doctor -h,doctor",
        "logs --help,logs",
        "connectors -h,connectors",
        "-v demo --help,demo",
        "version --help,version",
        "completion --help,completion",
        "deploy -h,deploy",
        "plan -h,plan",
        "status -h,status",
        "undo -h,undo",
        "restore -h,restore",
        "cluster -h,cluster",
        "source -h,source"
    })
    void isWhatTheGoldenFileHas(String line, String file) throws IOException {
        String help = help(line);
        Files.createDirectories(Path.of("target/help"));
        Files.writeString(Path.of("target/help", file + ".txt"), help);

        assertThat(help).isEqualTo(golden(file));
        assertThat(help.lines()).allSatisfy(text -> assertThat(text.length()).isLessThanOrEqualTo(100));
    }

    private static String help(String line) {
        var out = new ByteArrayOutputStream();
        var streams = new Streams(InputStream.nullInputStream(), out, OutputStream.nullOutputStream());
        List<String> arguments = Arrays.asList(line.split(" ", -1));

        assertThat(new RebuilderCli(receiver -> () -> {}).run(arguments, streams, Map.of()))
                .isEqualTo(ExitCode.OK);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String golden(String name) throws IOException {
        try (InputStream file = HelpTextTest.class.getResourceAsStream("/help/" + name + ".txt")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
