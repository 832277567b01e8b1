package io.github.microovn.lxd.internal.unix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class GuardedChannelTest {
    @Test
    void keepsTheDescriptorUntilTheLastCallHasLeft() throws IOException {
        GuardedChannel channel = new GuardedChannel();

        channel.guarded(() -> channel.guarded(() -> {
            channel.close();
            assertThat(channel.isOpen()).isFalse();
            assertThat(descriptorIsOpen(channel)).isTrue();
            return true;
        }));

        assertThat(descriptorIsOpen(channel)).isFalse();
    }

    @Test
    void givesTheDescriptorBackAtOnceWhenNobodyIsInside() throws IOException {
        GuardedChannel channel = new GuardedChannel();
        assertThat(descriptorIsOpen(channel)).isTrue();

        channel.close();

        assertThat(descriptorIsOpen(channel)).isFalse();
    }

    private static boolean descriptorIsOpen(GuardedChannel channel) {
        return Files.exists(Path.of("/proc/self/fd", String.valueOf(channel.descriptor())), LinkOption.NOFOLLOW_LINKS);
    }
}
