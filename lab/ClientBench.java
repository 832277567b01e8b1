import io.github.microovn.lxd.ExecProcess;
import io.github.microovn.lxd.Instance;
import io.github.microovn.lxd.InstanceFiles;
import io.github.microovn.lxd.LxdClient;
import io.github.microovn.lxd.model.ExecRequest;
import io.github.microovn.lxd.model.FileAttributes;
import io.github.microovn.lxd.model.FileContent;
import io.github.microovn.lxd.model.TransferOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Measures lxd-client against the lxc command, in turns on one daemon, in a process that lab/bench starts. Each round of
 * each has to leave on the instance what it says; what does not is an error.
 */
final class ClientBench {
    private static final FileAttributes MODE = FileAttributes.mode(0644);
    private static final int MB = 1_000_000;
    private static final int GIB = 1 << 30;
    private static final int EXECS = 100;
    private static final int CONCURRENT = 100;
    private static final int OUTPUT = 2 * MB;

    private final String name;
    private final Path work;
    private final int rounds;
    private final LxdClient client = LxdClient.connect();
    private final Instance instance;
    private final InstanceFiles files;
    private boolean missed;

    private ClientBench(String name, Path work, int rounds) {
        this.name = name;
        this.work = work;
        this.rounds = rounds;
        this.instance = client.instance(name);
        this.files = instance.files();
    }

    /** Something that is measured. */
    private interface Task {
        void run() throws Exception;
    }

    /** Arguments: the name of a running instance, an empty directory, how many pairs are counted, and the rows. */
    public static void main(String... args) throws Exception {
        try (LxdClient first = LxdClient.connect()) {
            // What the process opens once for ever is open then.
            InstanceFiles files = first.instance(args[0]).files();
            files.pushAtomically(FileContent.of(new byte[1]), "/root/first", MODE);
            files.delete("/root/first");
            first.instance(args[0]).run("true");
        }
        int descriptors = descriptors();
        ClientBench bench = new ClientBench(args[0], Path.of(args[1]), Integer.parseInt(args[2]));
        try (bench.client) {
            bench.rows(Arrays.asList(args).subList(3, args.length));
        }
        bench.leftovers(descriptors);
        System.exit(bench.missed ? 1 : 0);
    }

    private void rows(List<String> wanted) throws Exception {
        row("seconds, median (min-max)", "lxc", "lxd-client", "ratio", "");
        for (String row : wanted) {
            switch (row) {
                case "push" -> push();
                case "tree" -> tree();
                case "memory" -> memory();
                case "exec" -> exec();
                case "concurrent" -> concurrent();
                default -> throw new IllegalArgumentException("no row " + row);
            }
        }
    }

    // --- files

    private void push() throws Exception {
        Path source = random("200", 200 * MB);
        String sum = sha256(Files.newInputStream(source));
        String target = "/root/pushed";
        Task lxc = () -> lxc("file", "push", "-q", source.toString(), name + target);
        pairs("push of 200 MB", 1.05, lxc, () -> files.push(FileContent.of(source), target, MODE), () -> same(target, sum));
        pairs(
                "  replaced at once and verified",
                0,
                lxc,
                () -> files.pushAtomically(FileContent.of(source), target, MODE),
                () -> same(target, sum));
        Path back = work.resolve("back");
        pairs(
                "pull of 200 MB, verified",
                0,
                () -> lxc("file", "pull", "-q", name + target, back.toString()),
                () -> files.pull(target, back),
                () -> same(back, sum));
        Files.delete(back);
        Files.delete(source);
        files.delete(target);
    }

    private void tree() throws Exception {
        Path source = Files.createDirectory(work.resolve("tree"));
        byte[] content = new byte[4000];
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            random.nextBytes(content);
            Path directory = Files.createDirectories(source.resolve("d" + i % 20));
            Files.write(directory.resolve("file" + i), Arrays.copyOf(content, 1 + i * 4 % 4000));
        }
        String count = "find /root/tree -type f | wc -l; rm -rf /root/tree /root/back";
        pairs(
                "1,000 small files as a tree",
                0.3,
                () -> lxc("file", "push", "-q", "-r", source.toString(), name + "/root"),
                () -> files.pushTree(source, "/root/tree", TransferOptions.defaults()),
                () -> require(instance.run("sh", "-c", count).stdout().strip().equals("1000"), "1000 files"));
        files.pushTree(source, "/root/tree", TransferOptions.defaults());
        Path back = Files.createDirectory(work.resolve("back"));
        pairs(
                "  and back, verified",
                0,
                () -> lxc("file", "pull", "-q", "-r", name + "/root/tree", back.toString()),
                () -> files.pullTree("/root/tree", back.resolve("tree"), TransferOptions.defaults()),
                () -> require(deleteAll(back.resolve("tree")) == 1000, "1000 files"));
        deleteAll(source);
        Files.delete(back);
        instance.run("rm", "-rf", "/root/tree");
    }

    /** Holds no more of it than the heap that lab/bench gives. */
    private void memory() throws Exception {
        Path source = random("gib", GIB);
        String sum = sha256(Files.newInputStream(source));
        long heap = Runtime.getRuntime().maxMemory() >> 20;
        double push = seconds(() -> files.push(FileContent.of(source), "/root/gib", MODE));
        same("/root/gib", sum);
        double atomically = seconds(() -> files.pushAtomically(FileContent.of(source), "/root/gib", MODE));
        same("/root/gib", sum);
        Files.delete(source);
        double pull = seconds(() -> files.pull("/root/gib", source));
        same(source, sum);
        Files.delete(source);
        files.delete("/root/gib");
        row("1 GiB: push, verified, pull", "", format(push, atomically, pull), "", "heap of " + heap + " MB: holds");
    }

    private Path random(String file, int size) throws IOException {
        Path path = work.resolve(file);
        byte[] piece = new byte[MB];
        Random random = new Random(size);
        try (OutputStream out = Files.newOutputStream(path)) {
            for (int left = size; left > 0; left -= piece.length) {
                random.nextBytes(piece);
                out.write(piece, 0, Math.min(left, piece.length));
            }
        }
        return path;
    }

    private void same(String path, String sum) {
        require(instance.run("sha256sum", path).stdout().startsWith(sum), path + " is what was sent");
    }

    private static void same(Path file, String sum) throws Exception {
        require(sha256(Files.newInputStream(file)).equals(sum), file + " is what was on the instance");
    }

    private static String sha256(InputStream content) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] piece = new byte[64 * 1024];
        try (content) {
            for (int count = content.read(piece); count >= 0; count = content.read(piece)) {
                digest.update(piece, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static int deleteAll(Path directory) throws IOException {
        int found = 0;
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                found += Files.isRegularFile(path) ? 1 : 0;
                Files.delete(path);
            }
        }
        return found;
    }

    // --- commands

    private void exec() throws Exception {
        pairs(
                EXECS + " times 'true', one by one",
                0.5,
                () -> {
                    for (int i = 0; i < EXECS; i++) {
                        lxc("exec", name, "--", "true");
                    }
                },
                () -> {
                    for (int i = 0; i < EXECS; i++) {
                        require(instance.run("true").exitCode() == 0, "true succeeds");
                    }
                },
                () -> {});
    }

    private void concurrent() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CONCURRENT);
        double seconds = seconds(() -> {
            List<Future<Void>> running = new ArrayList<>();
            for (int i = 0; i < CONCURRENT; i++) {
                int number = i;
                running.add(threads.submit((Callable<Void>) () -> {
                    stream(number % 200);
                    return null;
                }));
            }
            for (Future<Void> future : running) {
                future.get();
            }
        });
        threads.shutdown();
        row(CONCURRENT + " commands at once, 2 MB each", "", format(seconds), "", "no error, no byte lost: holds");
    }

    /** What a command wrote comes out to the last byte, and then how it ended. */
    private void stream(int exit) throws Exception {
        String script = "head -c " + OUTPUT + " /dev/zero; echo end >&2; exit $1";
        try (ExecProcess process = instance.exec(ExecRequest.of("sh", "-c", script, "sh", String.valueOf(exit)))) {
            process.stdin().close();
            long count = process.stdout().transferTo(OutputStream.nullOutputStream());
            String error = new String(process.stderr().readAllBytes());
            int status = process.waitFor(Duration.ofMinutes(5));
            require(count == OUTPUT && error.equals("end\n") && status == exit, "command " + exit + " came out whole");
        }
    }

    // --- what is left when the client is closed

    private void leftovers(int descriptors) throws Exception {
        await("thread", () -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("lxd-")));
        await("descriptor", () -> descriptors() <= descriptors);
        try (LxdClient another = LxdClient.connect()) {
            await("operation", () -> another.operations().list().stream()
                    .noneMatch(operation -> operation.resources().toString().contains(name)));
        }
        row("left after close", "", "nothing", "", "no thread, descriptor, operation: holds");
    }

    private static int descriptors() {
        String[] found = new java.io.File("/proc/self/fd").list();
        return found == null ? 0 : found.length;
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            require(System.nanoTime() < deadline, "no " + what + " is left");
            Thread.sleep(100);
        }
    }

    // --- measuring

    /** Measures both in turns, after one pair to warm up. A limit of 0 is none. */
    private void pairs(String title, double limit, Task lxc, Task ours, Task check) throws Exception {
        List<Double> theirTimes = new ArrayList<>();
        List<Double> ourTimes = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int i = -1; i < rounds; i++) {
            boolean first = i % 2 == 0;
            double a = first ? seconds(lxc, check) : 0;
            double b = seconds(ours, check);
            a = first ? a : seconds(lxc, check);
            if (i >= 0) {
                theirTimes.add(a);
                ourTimes.add(b);
                ratios.add(b / a);
            }
        }
        double ratio = median(ratios);
        String verdict = "";
        if (limit > 0) {
            boolean holds = ratio <= limit;
            missed |= !holds;
            verdict = String.format(Locale.ROOT, "at most %.2f: %s", limit, holds ? "holds" : "MISSED");
        }
        row(title, range(theirTimes), range(ourTimes), format(ratio), verdict);
    }

    private static double seconds(Task task, Task check) throws Exception {
        double seconds = seconds(task);
        check.run();
        return seconds;
    }

    private static double seconds(Task task) throws Exception {
        long start = System.nanoTime();
        task.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private void lxc(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("lxc"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        require(process.waitFor() == 0, String.join(" ", command) + " succeeds");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("not so: " + what);
        }
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static String range(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return String.format(
                Locale.ROOT, "%.2f (%.2f-%.2f)", median(values), sorted.get(0), sorted.get(sorted.size() - 1));
    }

    private static String format(double... values) {
        return String.join(", ", Arrays.stream(values).mapToObj(v -> String.format(Locale.ROOT, "%.2f", v)).toList());
    }

    private static void row(String title, String lxc, String ours, String ratio, String verdict) {
        System.out.printf(Locale.ROOT, "%-32s %-17s %-17s %-6s %s%n", title, lxc, ours, ratio, verdict);
    }
}
