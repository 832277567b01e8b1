package io.github.microovn.lxd.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.microovn.lxd.ShortTempDir;
import io.github.microovn.lxd.error.LxdTimeoutException;
import io.github.microovn.lxd.model.FileContent;
import io.github.microovn.lxd.transport.Transport;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that takes nothing of what is sent to it: its socket listens, and nobody reads. */
class StalledUploadTest {

    private static final Duration LIMIT = Duration.ofMillis(300);

    /** Far more than two sockets keep between them. */
    private static final int MUCH = 64 << 20;

    @TempDir(factory = ShortTempDir.class)
    private Path directory;

    @Test
    @Timeout(20)
    void anUploadOfWhichNothingIsTakenEndsInTimeAndSaysWhereItWent() throws IOException {
        Path socket = directory.resolve("s");
        AtomicLong sent = new AtomicLong();
        HttpRequest upload = HttpRequest.of("POST", "write /f in c1", "instances", "c1", "files")
                .withContent(FileContent.of(new byte[MUCH]), "/f", (done, size) -> sent.set(done))
                .asTransfer();

        try (ServerSocketChannel deaf = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            deaf.bind(UnixDomainSocketAddress.of(socket));
            try (Http http = new Http(Transport.unix(socket), LIMIT, LIMIT)) {
                LxdTimeoutException late = catchThrowableOfType(
                        LxdTimeoutException.class, () -> http.exchange(upload, answer -> answer.text()));

                assertThat(late)
                        .hasMessage("cannot write /f in c1: not done within 300 ms; LXD at " + socket
                                + " took nothing of what was sent (POST /1.0/instances/c1/files)");
            }
        }
        assertThat(sent).hasValueBetween(1L, MUCH - 1L);
    }
}
