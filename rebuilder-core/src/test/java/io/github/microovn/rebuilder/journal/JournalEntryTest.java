package io.github.microovn.rebuilder.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines as systemd 252 writes them. */
class JournalEntryTest {

    @Test
    void readsWhatADaemonWrote() {
        assertThat(JournalEntry.parse("""
                {"_PID":"555","PRIORITY":"5","__REALTIME_TIMESTAMP":"1795446849875957",\
                "_SYSTEMD_UNIT":"snap.microovn.chassis.service","__MONOTONIC_TIMESTAMP":"22180199539",\
                "MESSAGE":"a\\nb \\"c\\"","_BOOT_ID":"d070","SYSLOG_IDENTIFIER":"ovn-controller","__CURSOR":"s=b2;i=33f"}"""))
                .contains(new JournalEntry(
                        "s=b2;i=33f",
                        "microovn.chassis",
                        Instant.parse("2026-11-23T15:14:09.875957Z"),
                        "ovn-controller",
                        "555",
                        "notice",
                        "a\nb \"c\""));
    }

    @Test
    void whatSystemdWritesIsAboutAnotherUnitThanItsOwn() {
        JournalEntry entry = JournalEntry.parse("""
                {"UNIT":"snap.microovn.chassis.service","_SYSTEMD_UNIT":"init.scope","_COMM":"systemd",\
                "__REALTIME_TIMESTAMP":"1","MESSAGE":"Started"}""").orElseThrow();

        assertThat(entry.service()).isEqualTo("microovn.chassis");
        assertThat(entry.program()).isEqualTo("systemd");
        assertThat(entry.pid()).isEmpty();
        assertThat(entry.priority()).isEmpty();
    }

    @Test
    void aMessageMayBeBytesOrRepeatedOrMissing() {
        assertThat(message("[104,105,200]")).isEqualTo("hi\ufffd");
        assertThat(message("[\"one\",\"two\"]")).isEqualTo("one");
        assertThat(message("[]")).isEmpty();
        assertThat(message("null")).isEmpty();
    }

    private static String message(String json) {
        return JournalEntry.parse("{\"__REALTIME_TIMESTAMP\":\"1\",\"MESSAGE\":" + json + "}")
                .orElseThrow()
                .message();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "x", "{}", "{\"__REALTIME_TIMESTAMP\":\"soon\"}"})
    void whatIsNoEntryIsNothing(String line) {
        assertThat(JournalEntry.parse(line)).isEmpty();
    }
}
