package io.github.microovn.rebuilder.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A deployment in a process of its own, which is killed as soon as it says a word. */
public final class KilledDeployment {

    private KilledDeployment() {}

    /** Starts the class with the arguments and kills it, without a chance to clean up, at the line that begins so. */
    public static void kill(Class<?> main, List<String> arguments, String line)
            throws IOException, InterruptedException {
        kill(main, System.getenv(), arguments, line);
    }

    /** The same with an environment of its own. */
    public static void kill(Class<?> main, Map<String, String> environment, List<String> arguments, String line)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String said = output.readLine();
            while (said != null && !said.startsWith(line)) {
                said = output.readLine();
            }
            if (said == null) {
                throw new AssertionError("it ended before it said " + line);
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
