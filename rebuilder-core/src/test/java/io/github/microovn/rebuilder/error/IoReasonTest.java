package io.github.microovn.rebuilder.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IoReasonTest {

    @ParameterizedTest
    @MethodSource("failures")
    void speaksAsTheOperatingSystemDoes(IOException failure, String reason) {
        assertThat(IoReason.of(failure)).isEqualTo(reason);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new NoSuchFileException("/x"), "No such file or directory"),
                Arguments.of(new AccessDeniedException("/x"), "Permission denied"),
                Arguments.of(new NotDirectoryException("/x"), "Not a directory"),
                Arguments.of(new FileAlreadyExistsException("/x"), "File exists"),
                Arguments.of(new FileSystemLoopException("/x"), "Too many levels of symbolic links"),
                Arguments.of(new FileSystemException("/x", null, "Read-only file system"), "Read-only file system"),
                Arguments.of(new FileSystemException("/x"), "FileSystemException"),
                Arguments.of(new IOException("Is a directory"), "Is a directory"),
                Arguments.of(new EOFException(), "EOFException"));
    }
}
