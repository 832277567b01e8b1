package io.github.microovn.rebuilder.preflight;

import io.github.microovn.rebuilder.change.ElfFile;
import io.github.microovn.rebuilder.config.DisplayPath;
import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.host.Host;
import io.github.microovn.rebuilder.host.RemoteFiles;
import io.github.microovn.rebuilder.host.TriedSnap;
import io.github.microovn.rebuilder.preflight.LocalProducts.LocalFile;
import io.github.microovn.rebuilder.result.Check;
import io.github.microovn.rebuilder.result.Check.Verdict;
import io.github.microovn.rebuilder.service.SnapServices;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Examines one host with what was built. Programs that the host does not have yet are brought there beside what they would
 * replace, tried, and removed; nothing else is written, nothing is replaced and nothing restarted.
 */
public final class HostExamination {

    private static final int STAGED_MODE = 0755;

    private final Host host;
    private final Optional<String> directory;
    private final List<LocalFile> files;
    private final String id;
    private final BooleanSupplier stopped;
    private final RemoteFiles remote;
    private final List<Check> checks = new ArrayList<>();
    private final List<String> uploaded = new ArrayList<>();

    /**
     * Prepares to examine a host.
     *
     * @param host the host
     * @param directory the directory on it that targets are relative to; empty: where the tried snap is
     * @param files what was built
     * @param id is part of the names of staged files
     * @param stopped whether to end early, in good order
     */
    public HostExamination(
            Host host, Optional<String> directory, List<LocalFile> files, String id, BooleanSupplier stopped) {
        this.host = host;
        this.directory = directory;
        this.files = List.copyOf(files);
        this.id = id;
        this.stopped = stopped;
        this.remote = new RemoteFiles(host);
    }

    /**
     * Examines it.
     *
     * @return a result for everything that was looked at
     * @throws io.github.microovn.rebuilder.error.HostUnavailableException when the host cannot be asked
     */
    public List<Check> run() {
        try {
            examine(directory.orElseGet(() -> TriedSnap.directory(host, SnapServices.SNAP)));
        } catch (HostStepException e) {
            checks.add(new Check("directory", host.name(), "", Verdict.FAIL, e.reason(), ""));
        }
        return List.copyOf(checks);
    }

    private void examine(String where) {
        Preflight preflight = new Preflight(host, where);
        List<Product> products = files.stream().map(file -> file.product("")).toList();
        String found = preflight.look("yes", products);
        HostFacts facts = new HostFacts(found);
        List<Check> aboutHost = new HostChecks(host, where, facts).all(products);
        checks.addAll(aboutHost);
        boolean room =
                aboutHost.stream().filter(check -> !check.name().equals("snap")).noneMatch(Check::failed);
        if (room && facts.get("base").isPresent() && !stopped.getAsBoolean()) {
            try {
                products = stage(where, facts.get("machine").orElse(""));
                if (!stopped.getAsBoolean()) {
                    facts = new HostFacts(found + "\n" + preflight.look("", products));
                }
            } finally {
                if (!uploaded.isEmpty()) {
                    remote.discard(uploaded);
                }
            }
        }
        checks.addAll(new ProductChecks(host.name(), facts).all(products));
    }

    /** Brings programs for this machine to the host; what the host has already is tried where it is. */
    private List<Product> stage(String where, String machine) {
        List<Optional<String>> there = remote.digests(
                files.stream().map(file -> file.target().remotePathIn(where)).toList());
        List<Product> products = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            LocalFile file = files.get(i);
            boolean fit =
                    file.elf().map(ElfFile::machine).filter(machine::equals).isPresent();
            String staged = "";
            if (fit && there.get(i).filter(file.content().sha256()::equals).isPresent()) {
                staged = file.target().remotePath();
            } else if (fit && !stopped.getAsBoolean()) {
                staged = upload(where, file);
            }
            products.add(file.product(staged));
        }
        return products;
    }

    private String upload(String where, LocalFile file) {
        String staged = RemoteFiles.stagedPath(file.target().remotePath(), id);
        String path = DisplayPath.join(where, staged);
        uploaded.add(path);
        try {
            remote.stage(file.path(), path, STAGED_MODE);
            return staged;
        } catch (HostStepException e) {
            String name = file.target().localPath();
            checks.add(new Check(
                    "upload", host.name(), name, Verdict.FAIL, name + " cannot be brought there: " + e.reason(), ""));
            return "";
        }
    }
}
