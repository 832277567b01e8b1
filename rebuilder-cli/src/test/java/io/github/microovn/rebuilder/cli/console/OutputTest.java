package io.github.microovn.rebuilder.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutputTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void writesLinesInUtf8AndAtOnce() {
        new Output(bytes, false).line("[local] grün");

        assertThat(written()).isEqualTo("[local] grün\n");
    }

    @Test
    void lineShowsControlCharactersInsteadOfSendingThem() {
        new Output(bytes, true).line("a\u001b[2Jb\rc\nd\te\u007f");

        assertThat(written()).isEqualTo("a?[2Jb?c?d\te?\n");
    }

    @Test
    void bytesGoThroughAsTheyAre() throws IOException {
        byte[] raw = {'a', (byte) 0xff, 0x1b, '\n', 'b'};

        new Output(bytes, false).bytes(new ByteArrayInputStream(raw));

        assertThat(bytes.toByteArray()).containsExactly('a', 0xff, 0x1b, '\n', 'b', '\n');
    }

    @Test
    void noBytesAreNoLine() throws IOException {
        new Output(bytes, false).bytes(new ByteArrayInputStream(new byte[0]));

        assertThat(written()).isEmpty();
    }

    @Test
    void statusIsRedrawnInPlaceAndGoneBeforeTheNextLine() {
        var output = new Output(bytes, true);
        output.status("make 10s");
        output.status("make 9s");
        output.line("done");

        assertThat(written()).isEqualTo("\rmake 10s\rmake 9s \r         \rdone\n");
    }

    @Test
    void statusIsNotShownOffATerminal() {
        var output = new Output(bytes, false);
        output.status("make 10s");
        output.clearStatus();
        output.echoed();

        assertThat(written()).isEmpty();
    }

    @Test
    void anEchoedCtrlCIsErasedWithTheStatusAndOtherwiseEndsItsLine() {
        var output = new Output(bytes, true);
        output.echoed();
        output.status("x");
        output.echoed();

        assertThat(written()).isEqualTo("\n\rx\r   \r");
    }

    @Test
    void aReaderThatHasGoneIsNoError() {
        var gone = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        var output = new Output(gone, false);
        assertThat(output.broken()).isFalse();

        output.line("a");
        output.line("b");

        assertThat(output.broken()).isTrue();
    }
}
