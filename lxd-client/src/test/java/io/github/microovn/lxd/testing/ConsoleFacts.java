package io.github.microovn.lxd.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.lxd.InstanceConsole;
import io.github.microovn.lxd.LxdClient;
import io.github.microovn.lxd.model.TerminalSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The console of an instance. Whoever leaves it leaves no operation behind. LXD 5.0.2 as a whole panics now and then when a
 * console ends of which something is still shown ("concurrent write to websocket connection", instance_console.go), and every
 * other test with it: what is tagged is tried on a real daemon only when that is asked for.
 */
@Timeout(120)
interface ConsoleFacts extends ClientFacts {
    /** Writes a line to the console from inside. */
    void printOnConsole(String line);

    private String path() {
        return "/1.0/instances/" + instance() + "/console";
    }

    private InstanceConsole console() {
        return it().console(TerminalSize.STANDARD);
    }

    /** Waits until something is shown, which may have been printed before the console was there, and is printed again. */
    private void awaitPrinted(InstanceConsole console) {
        String line = "fact " + UUID.randomUUID();
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        Await.until("the console shows a line", () -> {
            printOnConsole(line);
            try {
                shown.writeBytes(console.output().readNBytes(console.output().available()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return shown.toString(UTF_8).contains(line);
        });
    }

    @Test
    @Tag("console")
    default void aConsoleShowsWhatIsPrinted() throws IOException {
        try (InstanceConsole console = console()) {
            awaitPrinted(console);
            console.resize(new TerminalSize(132, 50));
            awaitPrinted(console);
        }
        awaitNoOperation();
        assertThat(lxd().get(path()).text()).contains("fact ");
    }

    @Test
    @Tag("console")
    default void whatIsTypedAtAConsoleIsEchoed() throws IOException {
        try (InstanceConsole console = console()) {
            awaitPrinted(console);
            console.input().write("typed here\r".getBytes(UTF_8));

            StringBuilder shown = new StringBuilder();
            while (shown.indexOf("typed here") < 0) {
                shown.append((char) console.output().read());
            }
        }
        awaitNoOperation();
    }

    @Test
    @Tag("console")
    default void aConsoleThatWasLeftShowsNothingMore() throws IOException {
        InstanceConsole console = console();

        console.close();
        console.close();

        console.output().readAllBytes();
        assertThat(console.output().read()).isEqualTo(-1);
        assertThatThrownBy(() -> console.input().write('x')).isInstanceOf(IOException.class);
        console.resize(TerminalSize.STANDARD); // nobody is there any more
    }

    @Test
    @Tag("console")
    default void leavingAtOnceLeavesNothing() {
        for (int i = 0; i < 5; i++) {
            console().close();
        }
        awaitNoOperation();
    }

    @Test
    @Tag("console")
    default void closingTheClientLeavesTheConsole() {
        try (LxdClient other =
                LxdClient.builder().socket(Path.of(client().place())).connect()) {
            other.instance(instance()).console(TerminalSize.STANDARD);
        }
        awaitNoOperation();
    }

    @Test
    @Tag("console")
    default void aConsoleIsForOne() throws IOException {
        try (InstanceConsole first = console()) {
            awaitPrinted(first);
            try (InstanceConsole second = console()) {
                assertThat(new String(second.output().readAllBytes(), UTF_8))
                        .contains("attaching to the container failed");
            }
            awaitPrinted(first);
        }
        awaitNoOperation();
    }

    @Test
    default void aLogThatIsClearedIsEmpty() throws IOException {
        printOnConsole("something");

        assertThat(lxd().request("DELETE", path()).status()).isEqualTo(200);

        RawHttp.Answer answer = lxd().get(path());
        assertThat(answer.status()).isEqualTo(500);
        assertThat(Probe.error(answer)).isEqualTo("open : no such file or directory");
        printOnConsole("something new");
        assertThat(lxd().get(path()).text()).isEqualTo("something new\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "vga,VGA console is only supported by virtual machines",
        "serial,Unknown console type \"serial\"",
    })
    default void onlyTextConsolesAreThere(String type, String error) throws IOException {
        RawHttp.Answer answer = lxd().send("POST", path(), "{\"type\":\"" + type + "\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(Probe.error(answer)).isEqualTo(error);
    }
}
