package io.github.microovn.rebuilder.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CellsTest {

    @Test
    void countsWhatATerminalShows() {
        assertThat(Cells.width("")).isZero();
        assertThat(Cells.width("northd.c")).isEqualTo(8);
        assertThat(Cells.width("gr\u00fcn \u2018this\u2019")).isEqualTo(11);
        assertThat(Cells.width("e\u0301")).isEqualTo(1);
        assertThat(Cells.width("\u6771\u4eac")).isEqualTo(4);
        assertThat(Cells.width("\ud83d\ude80")).isEqualTo(2);
    }

    @Test
    void cutsBetweenCharactersAndSaysSo() {
        assertThat(Cells.cut("northd", 6)).isEqualTo("northd");
        assertThat(Cells.cut("controller", 6)).isEqualTo("cont..");
        assertThat(Cells.cut("\u6771\u4eac\u6771\u4eac", 7)).isEqualTo("\u6771\u4eac..");
        assertThat(Cells.cut("\ud83d\ude80\ud83d\ude80\ud83d\ude80", 3)).isEqualTo("\ud83d\ude80");
        assertThat(Cells.cut("controller", 3)).isEqualTo("con");
        assertThat(Cells.cut("controller", 0)).isEmpty();
    }

    @Test
    void fillsUpToAWidth() {
        assertThat(Cells.pad("\u4eac", 4)).isEqualTo("\u4eac  ");
        assertThat(Cells.pad("\u4eac\u4eac\u4eac\u4eac", 7)).isEqualTo("\u4eac\u4eac.. ");
    }

    @Test
    void sendsATerminalNothingToObey() {
        assertThat(Cells.printable("a\u001b[2J\r\n\tb\u0007\u007f\u009b\u202e\u200bc"))
                .isEqualTo("a?[2J?? b?????c");
    }
}
