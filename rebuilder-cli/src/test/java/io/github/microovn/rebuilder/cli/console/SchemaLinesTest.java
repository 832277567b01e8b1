package io.github.microovn.rebuilder.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.event.BuildEvent;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.event.RoundEvent;
import io.github.microovn.rebuilder.event.SchemaEvent;
import io.github.microovn.rebuilder.result.HostResult;
import io.github.microovn.rebuilder.result.HostResult.Outcome;
import io.github.microovn.rebuilder.result.RoundResult;
import io.github.microovn.rebuilder.result.RoundResult.Status;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaLinesTest {

    private static final Duration TIME = Duration.ofMillis(120);

    private static String render(Detail detail, Event... events) {
        var bytes = new ByteArrayOutputStream();
        var renderer = new PlainRenderer(new Output(bytes), detail);
        renderer.order(List.of("movn1", "movn2"));
        renderer.accept(new RoundEvent.Started(1));
        for (Event event : events) {
            renderer.accept(event);
        }
        HostResult owing = new HostResult(
                "movn1",
                Outcome.OK,
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of("ovn-nb.ovsschema"));
        renderer.accept(new HostEvent.Finished(owing));
        renderer.accept(new RoundEvent.Finished(new RoundResult(1, Status.DEPLOYED, List.of(owing), TIME)));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aConversionIsTold() {
        assertThat(render(
                        Detail.NORMAL,
                        new SchemaEvent.BackedUp("movn1", "OVN_Northbound", "/backups/nb"),
                        new SchemaEvent.Converted("movn1", "OVN_Northbound", "7.0.0", "7.1.0", TIME),
                        new SchemaEvent.Verified("OVN_Northbound", "7.1.0", "1 2", List.of("movn1"), 2)))
                .isEqualTo("""

                        [movn1] Backed up OVN_Northbound to /backups/nb
                        [movn1] Converted OVN_Northbound from 7.0.0 to 7.1.0 in 0.1s

                        [local] OVN_Northbound has schema 7.1.0 (checksum 1 2) on movn1; not asked: 2 of its servers on hosts that are not in this session
                        [local] Pending on movn1 for the next round: conversion of the database of ovn-nb.ovsschema
                        """);
    }

    @Test
    void whatIsLeftUndoneIsToldAlsoToWhoWantsToKnowOfProblemsAlone() {
        assertThat(render(
                        Detail.QUIET,
                        new SchemaEvent.Kept(List.of("ovn-nb.ovsschema"), List.of("movn1", "movn2")),
                        new SchemaEvent.Converted("movn1", "OVN_Northbound", "7.0.0", "7.1.0", TIME),
                        new SchemaEvent.Owed("OVN_Southbound", "7.1.0", List.of("movn1"))))
                .contains(
                        "[local] Leaving ovn-nb.ovsschema and the databases as they are on movn1, movn2: what only these"
                                + " schemas have would be lost with an older one; --force takes them back, too\n",
                        "[local] OVN_Southbound is still to be converted to 7.1.0: none of the hosts has a server of it;"
                                + " name a central one, too, with -H\n")
                .doesNotContain("Converted");
    }

    @Test
    void aChecksumIsShownAsTheLinesToWrite() {
        assertThat(SchemaLines.of(new BuildEvent.SchemaChecksum("nb.ovsschema", 4, "1 2", "7.0.0", "7.1.0", "3 4")))
                .containsExactly(
                        "[local] Write into nb.ovsschema:4  \"version\": \"7.1.0\", \"cksum\": \"3 4\",",
                        "[local]   or, if 7.0.0 is the new version already, only  \"cksum\": \"1 2\",");
        assertThat(SchemaLines.of(new BuildEvent.SchemaChecksum("nb.ovsschema", 4, "1 2", "", "", "")))
                .containsExactly("[local] Write into nb.ovsschema:4  \"cksum\": \"1 2\",");
    }
}
