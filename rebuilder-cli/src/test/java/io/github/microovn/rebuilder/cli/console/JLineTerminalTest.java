package io.github.microovn.rebuilder.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.cli.console.Terminal.Mode;
import java.io.IOException;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.jline.terminal.spi.Pty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** At a terminal of the kernel's that nobody sits at. */
class JLineTerminalTest {

    private Pty pty;
    private JLineTerminal terminal;

    @BeforeEach
    void open() throws IOException {
        pty = new JniTerminalProvider().open(null, null);
        terminal = new JLineTerminal(() -> pty);
    }

    @AfterEach
    void close() throws IOException {
        pty.close();
    }

    @Test
    void givesKeysOneByOneAndUnseenUntilItIsGivenBack() throws IOException {
        String before = pty.getAttr().toString();

        assertThat(terminal.take(Mode.KEYS)).isTrue();
        assertThat(terminal.taken()).isTrue();
        assertThat(pty.getAttr().getLocalFlag(LocalFlag.ECHO)).isFalse();
        assertThat(pty.getAttr().getLocalFlag(LocalFlag.ICANON)).isFalse();
        assertThat(pty.getAttr().getLocalFlag(LocalFlag.ISIG)).isTrue();

        terminal.giveBack();
        assertThat(terminal.taken()).isFalse();
        assertThat(pty.getAttr()).hasToString(before);
    }

    @Test
    void givesUnseenLinesWhereKeysAreNotWanted() throws IOException {
        assertThat(terminal.take(Mode.UNSEEN)).isTrue();

        assertThat(pty.getAttr().getLocalFlag(LocalFlag.ECHO)).isFalse();
        assertThat(pty.getAttr().getLocalFlag(LocalFlag.ICANON)).isTrue();
    }

    @Test
    void knowsItsSizeAtAnyTime() throws IOException {
        assertThat(terminal.size()).isEqualTo(Terminal.Size.USUAL);
        terminal.prepare();
        terminal.awaitPrepared();
        assertThat(terminal.size()).as("of one that does not say").isEqualTo(Terminal.Size.USUAL);

        pty.setSize(org.jline.terminal.Size.of(132, 50));
        assertThat(terminal.size()).isEqualTo(new Terminal.Size(132, 50));
    }

    @Test
    void isLeftAloneWhereItCannotBeHad() {
        var none = new JLineTerminal(() -> {
            throw new UnsatisfiedLinkError("no native part for this machine");
        });

        assertThat(none.take(Mode.KEYS)).isFalse();
        none.giveBack();
        assertThat(none.taken()).isFalse();
        assertThat(none.size()).isEqualTo(Terminal.Size.USUAL);
    }
}
