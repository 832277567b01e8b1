package io.github.microovn.lxd;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.lxd.embedded.ScriptedLxd;
import io.github.microovn.lxd.embedded.ScriptedLxd.Call;
import io.github.microovn.lxd.model.ImageUpload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How images travel to a daemon. */
class ImageUploadTest {
    private static final String FINGERPRINT = "5c8f";

    @TempDir
    private Path directory;

    private final ScriptedLxd lxd = ScriptedLxd.start();
    private final LxdClient client = lxd.client();

    @BeforeEach
    void knowTheImage() {
        lxd.inBackground().withOperation("{\"fingerprint\":\"" + FINGERPRINT + "\"}", "{}");
        lxd.on("/1.0/images/" + FINGERPRINT, "{\"fingerprint\":\"" + FINGERPRINT + "\",\"filename\":\"x.tar\"}");
    }

    @AfterEach
    void end() {
        client.close();
        lxd.close();
    }

    @Test
    void oneFileIsTheBodyAndWhatIsSaidOfItAreHeaders() throws IOException {
        ImageUpload upload = ImageUpload.of(file("caf\u00e9 1.tar", "unified"))
                .asPublic()
                .withProperty("os", "Debian & more")
                .withProfiles("default", "web 1");

        assertThat(client.images().upload(upload).fingerprint()).isEqualTo(FINGERPRINT);

        Call call = lxd.last("POST");
        assertThat(call.body()).isEqualTo("unified");
        assertThat(call.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(call.header("X-LXD-filename")).isEqualTo("caf__1.tar");
        assertThat(call.header("X-LXD-public")).isEqualTo("true");
        assertThat(call.header("X-LXD-properties")).isEqualTo("os=Debian+%26+more");
        assertThat(call.header("X-LXD-profiles")).isEqualTo("profile=default&profile=web+1");
    }

    @Test
    void whatIsNotSaidHasNoHeader() throws IOException {
        client.images().upload(ImageUpload.of(file("x.tar", "unified")));

        assertThat(lxd.last("POST").headers().keySet())
                .noneMatch(name -> name.equalsIgnoreCase("X-LXD-public"))
                .noneMatch(name -> name.equalsIgnoreCase("X-LXD-properties"))
                .noneMatch(name -> name.equalsIgnoreCase("X-LXD-profiles"));
    }

    @Test
    void twoFilesAreTheNamedPartsOfAForm() throws IOException {
        AtomicLong sent = new AtomicLong();
        Path metadata = file("meta.tar", "about");
        Path rootfs = file("rootfs.squashfs", "files");

        client.images().upload(ImageUpload.of(metadata, rootfs).withProgress((bytes, total) -> sent.set(bytes)));

        Call call = lxd.last("POST");
        assertThat(call.header("Content-Type")).startsWith("multipart/form-data");
        assertThat(call.body()).containsSubsequence("name=\"metadata\"", "about", "name=\"rootfs\"", "files");
        assertThat(sent).hasPositiveValue();
    }

    @Test
    void theDiskOfAVirtualMachineHasAPartOfItsOwn() throws IOException {
        client.images()
                .upload(ImageUpload.of(file("meta.tar", "about"), file("disk.qcow2", "blocks"))
                        .asVirtualMachine());

        assertThat(lxd.last("POST").body()).containsSubsequence("name=\"rootfs.img\"", "blocks");
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }
}
