package io.github.microovn.rebuilder.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PromptTest {

    private final BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();

    private Optional<String> answer(Prompt prompt) throws InterruptedException {
        prompt.ask();
        Optional<String> answer = answers.poll(5, TimeUnit.SECONDS);
        assertThat(answer).as("an answer in time").isNotNull();
        return answer == null ? Optional.empty() : answer;
    }

    @Test
    void readsLineByLineAndThenSaysThatThereAreNoMore() throws Exception {
        var input = new ByteArrayInputStream("\nabc ü\nrest".getBytes(StandardCharsets.UTF_8));
        try (var prompt = new Prompt(input, answers::add)) {
            assertThat(answer(prompt)).contains("");
            assertThat(answer(prompt)).contains("abc ü");
            assertThat(answer(prompt)).isEmpty();
        }
    }

    @Test
    void leavesToTheTerminalWhatNobodyAskedFor() throws Exception {
        var input = new ByteArrayInputStream("a\nb\n".getBytes(StandardCharsets.UTF_8));
        try (var prompt = new Prompt(input, answers::add)) {
            assertThat(answer(prompt)).contains("a");

            assertThat(input.available()).isEqualTo(2);
        }
    }

    @Test
    void aTerminalThatHasGoneIsTheEndOfTheInput() throws Exception {
        InputStream gone = InputStream.nullInputStream();
        gone.close();
        try (var prompt = new Prompt(gone, answers::add)) {
            assertThat(answer(prompt)).isEmpty();
        }
    }
}
