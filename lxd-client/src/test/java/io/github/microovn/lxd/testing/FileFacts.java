package io.github.microovn.lxd.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of an instance. Each test works in a new directory. */
interface FileFacts {
    Probe lxd();

    String instance();

    /** Trying to write it instead would keep it from being executed. */
    String UNTIL_IT_RUNS = """
            left=200
            while [ $left -gt 0 ]; do
              for process in /proc/[0-9]*; do
                [ "$(readlink "$process/exe")" != "$1" ] || exit 0
              done
              left=$((left - 1))
              sleep 0.1
            done
            exit 1
            """;

    private String at(String path) {
        return "/1.0/instances/" + instance() + "/files?path=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
    }

    private String directory() throws IOException {
        String path = "/root/t" + System.nanoTime();
        assertThat(lxd().request("POST", at(path), "X-LXD-type: directory").status())
                .isEqualTo(200);
        return path + "/";
    }

    private void put(String path, String content, String... headers) throws IOException {
        RawHttp.Answer answer = lxd().upload(at(path), content, headers);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text())
                .isEqualTo("{\"type\":\"sync\",\"status\":\"Success\",\"status_code\":200,\"operation\":\"\","
                        + "\"error_code\":0,\"error\":\"\",\"metadata\":{}}\n");
    }

    private String content(String path) throws IOException {
        return lxd().get(at(path)).text();
    }

    /** Type, mode and owner as the head tells them. */
    private String head(String path) throws IOException {
        Map<String, String> headers = lxd().request("HEAD", at(path)).headers();
        return headers.get("x-lxd-type") + " " + headers.get("x-lxd-mode") + " " + headers.get("x-lxd-uid") + ":"
                + headers.get("x-lxd-gid");
    }

    private ExecProbe.Recorded run(String... command) throws IOException {
        return ExecProbe.run(lxd(), instance(), ExecProbe.request(command));
    }

    private String inode(String path) throws IOException {
        return run("sh", "-c", "set -- $(ls -di \"$1\"); echo \"$1\"", "sh", path)
                .stdout();
    }

    private static void refused(RawHttp.Answer answer, int status, String text) {
        assertThat(Probe.error(answer)).isEqualTo(text);
        assertThat(answer.status()).isEqualTo(status);
    }

    private static String sftp(String text) {
        return "sftp: \"" + text + "\" (SSH_FX_FAILURE)";
    }

    @Test
    default void aNewFileIsRootsAndReadableAndTellsAllAboutItself() throws IOException {
        String path = directory() + "a";
        put(path, "hello");

        RawHttp.Answer answer = lxd().get(at(path));

        assertThat(answer.text()).isEqualTo("hello");
        assertThat(answer.headers())
                .containsEntry("content-type", "application/octet-stream")
                .containsEntry("content-length", "5")
                .containsEntry("content-disposition", "inline;filename=a")
                .containsEntry("accept-ranges", "bytes")
                .containsEntry("x-lxd-type", "file")
                .containsEntry("x-lxd-mode", "0644")
                .containsEntry("x-lxd-uid", "0")
                .containsEntry("x-lxd-gid", "0");
        assertThat(answer.headers().get("x-lxd-modified"))
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\+0000 UTC");
        assertThat(answer.headers().get("last-modified")).endsWith(" GMT");
        assertThat(head(path)).isEqualTo("file 0644 0:0");
    }

    @Test
    default void anExistingFileKeepsEverythingButItsContent() throws IOException {
        String path = directory() + "a";
        put(path, "a longer text", "X-LXD-mode: 0755", "X-LXD-uid: 7", "X-LXD-gid: 9");
        String inode = inode(path);

        put(path, "short", "X-LXD-mode: 0600", "X-LXD-uid: 1");

        assertThat(content(path)).isEqualTo("short");
        assertThat(head(path)).isEqualTo("file 0755 7:9");
        assertThat(inode(path)).isEqualTo(inode);
    }

    @ParameterizedTest
    @CsvSource({
        "0755,0755",
        "755,0363",
        "0o755,0644",
        "rwx,0644",
        "04755,0755",
        "0000,0000",
        "0,0000",
        "0400,0400",
        "'',0644"
    })
    default void aModeIsOctalWithALeadingZeroOnly(String header, String mode) throws IOException {
        String path = directory() + "a";
        put(path, "x", "X-LXD-mode: " + header);

        assertThat(head(path)).isEqualTo("file " + mode + " 0:0");
    }

    @Test
    default void eachHalfOfTheOwnerStandsAlone() throws IOException {
        String directory = directory();
        put(directory + "u", "x", "X-LXD-uid: 7");
        put(directory + "g", "x", "X-LXD-gid: 9", "X-LXD-uid: nobody");

        assertThat(head(directory + "u")).isEqualTo("file 0644 7:0");
        assertThat(head(directory + "g")).isEqualTo("file 0644 0:9");
    }

    @Test
    default void anOwnerOutsideTheMapIsRefusedWhenTheFileIsThere() throws IOException {
        String path = directory() + "a";

        refused(lxd().upload(at(path), "x", "X-LXD-uid: 999999999"), 500, sftp("chown " + path + ": invalid argument"));

        assertThat(content(path)).isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "Multipart/Form-Data; boundary=x"})
    default void aFormLosesItsContent(String type) throws IOException {
        String path = directory() + "a";

        assertThat(lxd().send("POST", at(path), "lost", "Content-Type: " + type).status())
                .isEqualTo(200);

        assertThat(content(path)).isEmpty();
    }

    @Test
    default void aBodyInChunksArrivesWhole() throws IOException {
        String path = directory() + "a";
        try (SocketChannel channel = connect()) {
            write(
                    channel,
                    "POST " + at(path) + " HTTP/1.1\r\nHost: lxd\r\nContent-Type: application/octet-stream\r\n"
                            + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                            + "5\r\nhello\r\nA;x=y\r\n big world\r\n0\r\n\r\n");
            ByteBuffer answer = ByteBuffer.allocate(4096);
            channel.read(answer);
            assertThat(new String(answer.array(), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 200 OK");
        }
        assertThat(content(path)).isEqualTo("hello big world");
    }

    @Test
    default void aBodyIsOnlyAskedForWhereItIsWanted() throws IOException {
        String path = directory() + "a";
        for (String target : List.of(at(path), "/1.0/instances/nobody/files?path=/x")) {
            try (SocketChannel channel = connect()) {
                write(
                        channel,
                        "POST " + target + " HTTP/1.1\r\nHost: lxd\r\nContent-Type: application/octet-stream\r\n"
                                + "Content-Length: 5\r\nExpect: 100-continue\r\n\r\n");
                ByteBuffer answer = ByteBuffer.allocate(4096);
                channel.read(answer);
                assertThat(new String(answer.array(), StandardCharsets.UTF_8))
                        .startsWith(target.equals(at(path)) ? "HTTP/1.1 100 Continue" : "HTTP/1.1 404 Not Found");
            }
        }
    }

    @Test
    default void aLostUploadLeavesATruncatedFile() throws IOException, InterruptedException {
        String path = directory() + "a";
        put(path, "the old content");
        try (SocketChannel channel = connect()) {
            write(
                    channel,
                    "POST " + at(path) + " HTTP/1.1\r\nHost: lxd\r\nContent-Type: application/octet-stream\r\n"
                            + "Content-Length: 1000\r\n\r\nhalf");
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!content(path).equals("half") && System.nanoTime() < deadline) {
            Thread.sleep(20); // the daemon says nothing when it has noticed
        }
        assertThat(content(path)).isEqualTo("half");
    }

    private SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(lxd().socket()));
        return channel;
    }

    private static void write(SocketChannel channel, String text) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    default void appendingNeedsAFile() throws IOException {
        String path = directory() + "a";
        refused(lxd().upload(at(path), "x", "X-LXD-write: append"), 404, "Not Found");
        put(path, "one");

        put(path, " two", "X-LXD-write: append");

        assertThat(content(path)).isEqualTo("one two");
        refused(lxd().upload(at(path), "x", "X-LXD-write: insert"), 400, "Bad file write mode: insert");
    }

    @Test
    default void directoriesAreMadeOneAtATime() throws IOException {
        String directory = directory();
        assertThat(head(directory)).isEqualTo("directory 0750 0:0");

        String[] attributes = {"X-LXD-type: directory", "X-LXD-mode: 0711", "X-LXD-uid: 3", "X-LXD-gid: 4"};
        assertThat(lxd().request("POST", at(directory + "d"), attributes).status())
                .isEqualTo(200);
        assertThat(head(directory + "d")).isEqualTo("directory 0711 3:4");
        assertThat(lxd().request("POST", at(directory + "d"), "X-LXD-type: directory", "X-LXD-mode: 0700")
                        .status())
                .isEqualTo(200);
        assertThat(head(directory + "d")).isEqualTo("directory 0711 3:4");
        refused(lxd().request("POST", at(directory + "x/y"), "X-LXD-type: directory"), 404, "Not Found");
        refused(lxd().upload(at(directory + "x/y"), "x"), 404, "Not Found");
    }

    @Test
    default void aDirectoryOverAFileIsQuietlyNotMade() throws IOException {
        String path = directory() + "a";
        put(path, "x");

        assertThat(lxd().request("POST", at(path), "X-LXD-type: directory").status())
                .isEqualTo(200);

        assertThat(head(path)).isEqualTo("file 0644 0:0");
    }

    @Test
    default void aFileOverADirectoryIsRefused() throws IOException {
        String directory = directory();
        String plain = directory.substring(0, directory.length() - 1);

        refused(lxd().upload(at(plain), "x"), 500, sftp("open " + plain + ": is a directory"));
        refused(lxd().upload(at(directory), "x"), 500, sftp("open " + directory + ": is a directory"));
        refused(lxd().upload(at(directory + "new/"), "x"), 500, sftp("open " + directory + "new/: is a directory"));
    }

    @Test
    default void aFileIsNoDirectory() throws IOException {
        String path = directory() + "a";
        put(path, "x");

        refused(lxd().get(at(path + "/b")), 500, sftp("lstat " + path + "/b: not a directory"));
        refused(lxd().upload(at(path + "/b"), "x"), 500, sftp("open " + path + "/b: not a directory"));
        refused(lxd().request("DELETE", at(path + "/b")), 500, sftp("remove " + path + "/b: not a directory"));
    }

    @Test
    default void linksAreShownResolvedAndFollowedForWriting() throws IOException {
        String directory = directory();
        put(directory + "a", "old");
        put(directory + "l", "a", "X-LXD-type: symlink", "X-LXD-mode: 0700", "X-LXD-uid: 5");
        put(directory + "l", "a", "X-LXD-type: symlink");

        assertThat(content(directory + "l")).isEqualTo(directory + "a");
        assertThat(head(directory + "l")).isEqualTo("symlink 0777 0:0");
        put(directory + "l", "new");
        assertThat(content(directory + "a")).isEqualTo("new");
        refused(
                lxd().upload(at(directory + "l"), "b", "X-LXD-type: symlink"),
                500,
                sftp("symlink b " + directory + "l: file exists"));
        refused(
                lxd().send(
                                "POST",
                                at(directory + "m"),
                                "a",
                                "X-LXD-type: symlink",
                                "Content-Type: application/x-www-form-urlencoded"),
                404,
                "Not Found");
    }

    @Test
    default void linksMayDangleAndLeadToDirectoriesAndUpwards() throws IOException {
        String directory = directory();
        put(directory + "dangling", directory + "later", "X-LXD-type: symlink");
        put(directory + "up", "../../etc", "X-LXD-type: symlink");

        put(directory + "dangling", "x");

        assertThat(content(directory + "later")).isEqualTo("x");
        assertThat(content(directory + "up")).isEqualTo("/etc");
        assertThat(content(directory + "up/hostname")).isEqualTo(instance() + "\n");
        assertThat(lxd().request("DELETE", at(directory + "dangling")).status()).isEqualTo(200);
        assertThat(content(directory + "later")).isEqualTo("x");
    }

    @Test
    default void onlyFilesLinksAndEmptyDirectoriesAreDeleted() throws IOException {
        String directory = directory();
        String plain = directory.substring(0, directory.length() - 1);
        put(directory + "a", "x");

        refused(lxd().request("DELETE", at(plain)), 500, sftp("remove " + plain + ": directory not empty"));
        assertThat(lxd().request("DELETE", at(directory + "a")).text()).contains("\"metadata\":{}");
        refused(lxd().request("DELETE", at(directory + "a")), 404, "Not Found");
        assertThat(lxd().request("DELETE", at(plain)).status()).isEqualTo(200);
        refused(lxd().get(at(plain)), 404, "Not Found");
        assertThat(lxd().request("HEAD", at(plain)).status()).isEqualTo(404);
        refused(lxd().request("DELETE", at("/")), 500, sftp("remove /: device or resource busy"));
    }

    @Test
    default void aDirectoryIsAListOfNames() throws IOException {
        String directory = directory();
        List<String> names =
                List.of("a b", "a+b", "a%b", "a%20b", "a&b=c", "a#b", "a?b", "a'b\"c", "a;b", "a\\b", "-a", "Grüße ☃");
        for (String name : names) {
            put(directory + name, "content of " + name);
        }

        JsonElement list = Probe.metadata(lxd().get(at(directory)));

        assertThat(StreamSupport.stream(list.getAsJsonArray().spliterator(), false)
                        .map(JsonElement::getAsString))
                .containsExactlyInAnyOrderElementsOf(names);
        for (String name : names) {
            assertThat(content(directory + name)).isEqualTo("content of " + name);
        }
    }

    @Test
    default void aPlusInAQueryIsABlank() throws IOException {
        String directory = directory();
        put(directory + "a b", "x");

        assertThat(lxd().get("/1.0/instances/" + instance() + "/files?path=" + directory + "a+b")
                        .text())
                .isEqualTo("x");
    }

    @Test
    default void aPathIsNeededAndBeginsAtTheRoot() throws IOException {
        for (String query : List.of("", "?path=", "?other=x")) {
            refused(lxd().get("/1.0/instances/" + instance() + "/files" + query), 400, "Missing path argument");
        }
        assertThat(content("etc/hostname")).isEqualTo(instance() + "\n");
        refused(lxd().request("POST", at("/root/x"), "X-LXD-type: fifo"), 400, "Bad file type: fifo");
    }

    @Test
    default void partsOfAFileCanBeRead() throws IOException {
        String path = directory() + "a";
        put(path, "0123456789");

        RawHttp.Answer middle = lxd().get(at(path), "Range: bytes=2-4");
        assertThat(middle.status()).isEqualTo(206);
        assertThat(middle.text()).isEqualTo("234");
        assertThat(middle.headers()).containsEntry("content-range", "bytes 2-4/10");
        assertThat(lxd().get(at(path), "Range: bytes=8-").text()).isEqualTo("89");
        assertThat(lxd().get(at(path), "Range: bytes=-3").text()).isEqualTo("789");
        assertThat(lxd().get(at(path), "If-Modified-Since: Sat, 01 Jan 2050 00:00:00 GMT")
                        .status())
                .isEqualTo(304);
        assertThat(lxd().get(at(path), "If-Modified-Since: Sat, 01 Jan 2000 00:00:00 GMT")
                        .text())
                .isEqualTo("0123456789");
    }

    @Test
    default void whatIsExecutedCannotBeWrittenButReplaced() throws IOException {
        String path = directory() + "busy";
        run("sh", "-c", "cp \"$(command -v sleep)\" \"$1\"", "sh", path);
        String running = ExecProbe.request(path, "30").toString();
        assertThat(lxd().send("POST", "/1.0/instances/" + instance() + "/exec", running)
                        .status())
                .isEqualTo(202);
        assertThat(run("sh", "-c", UNTIL_IT_RUNS, "sh", path).code()).isZero();

        refused(lxd().upload(at(path), "x"), 500, sftp("open " + path + ": text file busy"));
        assertThat(lxd().request("DELETE", at(path)).status()).isEqualTo(200);
        put(path, "another file");
        assertThat(content(path)).isEqualTo("another file");
    }

    @Test
    default void whatCommandsDoToFilesIsSeenAndTheOtherWayRound() throws IOException {
        String path = directory() + "a";
        put(path, "text", "X-LXD-mode: 0755");

        ExecProbe.Recorded sum = run(
                "sh", "-c", "sha256sum < \"$1\" && mv -f \"$1\" \"$2\" && chmod 0700 \"$2\"", "sh", path, path + "2");

        assertThat(sum.stdout()).startsWith("982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1");
        assertThat(lxd().get(at(path)).status()).isEqualTo(404);
        assertThat(content(path + "2")).isEqualTo("text");
        assertThat(head(path + "2")).isEqualTo("file 0700 0:0");
    }
}
