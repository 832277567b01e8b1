package io.github.microovn.lxd.testing;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Decides once a process whether a real LXD is there, and keeps the line that says what ran on it. Of several processes each
 * executes its classes one by one, so that only the session lasts from the first class to the last.
 */
final class RealLxdExtension implements ExecutionCondition, TestWatcher {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(RealLxdExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Lab lab = lab(context);
        if (lab.obstacle == null) {
            return ConditionEvaluationResult.enabled("LXD " + lab.version + " answers");
        }
        if (Boolean.getBoolean("lab.required")) {
            throw new IllegalStateException(lab.obstacle + ", and lab.required is set");
        }
        return ConditionEvaluationResult.disabled(lab.obstacle);
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        lab(context).ran.incrementAndGet();
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        lab(context).ran.incrementAndGet();
        lab(context).failed.incrementAndGet();
    }

    private static Lab lab(ExtensionContext context) {
        return context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .computeIfAbsent(Lab.class, key -> Lab.probe(), Lab.class);
    }

    /** What was found, and what ran; written down when the run ends. */
    private static final class Lab implements AutoCloseable {
        /** A daemon that is starting answers only when it has started. */
        private static final Duration PATIENCE = Duration.ofSeconds(30);

        private static final Pattern VERSION = Pattern.compile("\"server_version\":\"([^\"]+)\"");

        private final String version;
        private final @Nullable String obstacle;
        private final AtomicInteger ran = new AtomicInteger();
        private final AtomicInteger failed = new AtomicInteger();

        private Lab(String version, @Nullable String obstacle) {
            this.version = version;
            this.obstacle = obstacle;
        }

        static Lab probe() {
            Path socket = RealLxdSocket.path();
            RawHttp http = new RawHttp(socket, PATIENCE);
            try {
                Matcher version = VERSION.matcher(http.request("GET", "/1.0").text());
                if (!version.find()) {
                    return new Lab("", "what answers at " + socket + " is no LXD");
                }
                RawHttp.Answer image = http.request("GET", "/1.0/images/aliases/" + RealLxdSocket.IMAGE);
                return new Lab(
                        version.group(1),
                        image.status() == 200
                                ? null
                                : "the LXD at " + socket + " has no image " + RealLxdSocket.IMAGE
                                        + "; lab/up builds it");
            } catch (SocketTimeoutException e) {
                return new Lab("", e.getMessage());
            } catch (IOException e) {
                return new Lab("", "no LXD answers at " + socket + "; lab/up starts one");
            }
        }

        @Override
        public void close() throws IOException {
            Path module = Path.of(
                            Optional.ofNullable(System.getProperty("basedir")).orElse("."))
                    .toAbsolutePath()
                    .normalize();
            String what = obstacle != null
                    ? "skipped, " + obstacle
                    : ran + " tests ran on LXD " + version + (failed.get() == 0 ? "" : ", " + failed + " failed");
            String name = System.getProperty("lab.report", "real-lxd-1.txt");
            Path report = module.resolve("target").resolve(name);
            Files.createDirectories(module.resolve("target"));
            Files.writeString(report, module.getFileName() + ": " + what + "\n", StandardCharsets.UTF_8);
        }
    }
}
