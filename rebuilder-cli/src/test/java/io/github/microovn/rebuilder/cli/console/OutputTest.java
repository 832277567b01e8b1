package io.github.microovn.rebuilder.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.cli.testing.FakeTerminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutputTest {

    private static final String HIDE = "\u001b[?25l";
    private static final String SHOW = "\u001b[?25h";
    private static final String BELOW = "\u001b[J";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Output terminal() {
        return new Output(bytes, Optional.of(new FakeTerminal()));
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void writesLinesInUtf8AndAtOnce() {
        new Output(bytes).line("[local] grün");

        assertThat(written()).isEqualTo("[local] grün\n");
    }

    @Test
    void lineShowsControlCharactersInsteadOfSendingThem() {
        terminal().line("a\u001b[2Jb\rc\nd\te\u007f");

        assertThat(written()).isEqualTo("a?[2Jb?c?d\te?\n");
    }

    @Test
    void bytesGoThroughAsTheyAre() throws IOException {
        byte[] raw = {'a', (byte) 0xff, 0x1b, '\n', 'b'};

        new Output(bytes).bytes(new ByteArrayInputStream(raw));

        assertThat(bytes.toByteArray()).containsExactly('a', 0xff, 0x1b, '\n', 'b', '\n');
    }

    @Test
    void noBytesAreNoLine() throws IOException {
        new Output(bytes).bytes(new ByteArrayInputStream(new byte[0]));

        assertThat(written()).isEmpty();
    }

    @Test
    void theFrameIsRedrawnInPlaceAndGoneAfterTheLastLine() {
        Output output = terminal();
        output.frame(List.of("make 9s", "cc"));
        output.frame(List.of("make 10s"));
        output.line("done");
        output.frame(List.of());
        output.line("more");

        assertThat(written())
                .isEqualTo(HIDE + "make 9s\u001b[K\ncc" + BELOW + "\r\u001b[1A" + HIDE + "make 10s" + BELOW + "\r"
                        + "\r" + BELOW + SHOW + "done\n" + HIDE + "make 10s" + BELOW + "\r" + "\r" + BELOW + SHOW
                        + "more\n");
    }

    @Test
    void theSameFrameIsNotDrawnTwice() {
        Output output = terminal();
        output.frame(List.of("make 9s"));
        String once = written();
        output.frame(List.of("make 9s"));

        assertThat(written()).isEqualTo(once);
    }

    @Test
    void thereIsNoFrameOffATerminal() {
        var output = new Output(bytes);
        output.frame(List.of("make 10s"));
        output.redraw(List.of("make 11s"));
        output.cover();
        output.uncover();
        output.frame(List.of());
        output.echoed();

        assertThat(written()).isEmpty();
    }

    @Test
    void leavesTheTerminalToOthersWhileItIsCovered() {
        Output output = terminal();
        output.frame(List.of("make 10s"));
        output.cover();
        bytes.reset();
        output.line("a");
        output.frame(List.of("make 11s"));
        assertThat(written()).isEqualTo("a\n");

        output.uncover();
        assertThat(written()).isEqualTo("a\n" + HIDE + "make 11s" + BELOW + "\r");
    }

    @Test
    void aQuestionIsAskedAgainAfterWhatIsToldMeanwhile() {
        Output output = terminal();
        output.question("Enter?");
        output.aside(List.of("", "news"));
        output.cover();
        output.uncover();
        output.answered("s\n");
        output.aside(List.of("more"));

        assertThat(written()).isEqualTo("Enter?\nnews\nEnter?Enter?s\nmore\n");
    }

    @Test
    void aQuestionIsAskedOnceOffATerminal() {
        var output = new Output(bytes);
        output.question("Enter?");
        output.aside(List.of("", "news"));

        assertThat(written()).isEqualTo("Enter?\nnews\n");
    }

    @Test
    void linesOfAnotherStreamAtTheSameTerminalDoNotDisturbTheFrame() {
        Output output = terminal();
        var errors = new Output(bytes);
        errors.besides(output);
        output.frame(List.of("make"));
        bytes.reset();
        errors.line("warning");

        assertThat(written()).isEqualTo("\r" + BELOW + SHOW + "warning\n" + HIDE + "make" + BELOW + "\r");
    }

    @Test
    void anEchoedCtrlCEndsItsLineWhereTheTerminalShowsWhatIsTyped() {
        var device = new FakeTerminal();
        var output = new Output(bytes, Optional.of(device));
        output.echoed();
        device.take(Terminal.Mode.KEYS);
        output.echoed();

        assertThat(written()).isEqualTo("\n");
    }

    @Test
    void aReaderThatHasGoneIsNoError() {
        var gone = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        var output = new Output(gone);
        assertThat(output.broken()).isFalse();

        output.line("a");
        output.line("b");

        assertThat(output.broken()).isTrue();
    }
}
