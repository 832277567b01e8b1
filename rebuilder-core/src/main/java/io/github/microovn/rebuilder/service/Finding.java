package io.github.microovn.rebuilder.service;

import io.github.microovn.rebuilder.service.Readiness.Look;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** What the host found out about one daemon, in words. */
final class Finding {

    private final Look look;
    private final String word;
    private final String pid;
    private final String sha256;
    private final String text;
    private final Duration timeout;

    /** Reads a line of the script: a word, the process id, the hash, further words. */
    Finding(Look look, String line, Duration timeout) {
        String[] words = Arrays.copyOf(line.split(" ", 4), 4);
        this.look = look;
        this.word = words[0];
        this.pid = known(words[1]);
        this.sha256 = known(words[2]);
        this.text = known(words[3]).strip();
        this.timeout = timeout;
    }

    private static String known(@org.jspecify.annotations.Nullable String word) {
        return word == null || word.equals("-") ? "" : word;
    }

    boolean ready() {
        return word.equals("ready");
    }

    Optional<RunningProcess> process() {
        return pid.isEmpty() ? Optional.empty() : Optional.of(new RunningProcess(look.program(), pid, sha256));
    }

    /** Why it is not ready, or what it answered. */
    String sentence() {
        String after =
                " after " + (timeout.toMillisPart() == 0 ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms");
        return switch (word) {
            case "ready" -> text;
            case "starting" ->
                pid.isEmpty() && !look.program().isEmpty()
                        ? "there is no process of " + look.program() + after
                        : "it is still starting" + after;
            case "other" -> "process " + pid + " does not run the deployed file" + after + "; it runs " + sha256;
            case "silent" -> look.program() + " (process " + pid + ") does not answer" + after + ": " + text;
            case "unfit" -> look.program() + " (process " + pid + ") says" + after + ": " + text;
            default -> "it " + fate(word, text);
        };
    }

    /** How a service ended: words of the script as a part of a sentence. */
    static String fate(String word, String text) {
        String[] words = text.split(" ", 2);
        String result = words[words.length - 1];
        return switch (word) {
            case "died" -> {
                String times = words[0].equals("1") ? "once" : words[0] + " times";
                yield "died and was started again by systemd " + times + " (result " + result + ")";
            }
            case "failed" -> "failed (result " + result + ")";
            case "ended" -> "ended (result " + result + ")";
            case "gone" -> "lost its process";
            default -> "is in an unknown state: " + (word + " " + text).strip();
        };
    }
}
