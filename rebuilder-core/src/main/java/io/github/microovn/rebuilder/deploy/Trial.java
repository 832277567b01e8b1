package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.change.ElfFile;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.deploy.Change.Kind;
import io.github.microovn.rebuilder.event.CheckEvent;
import io.github.microovn.rebuilder.host.RemoteFiles;
import io.github.microovn.rebuilder.preflight.Preflight;
import io.github.microovn.rebuilder.preflight.Product;
import io.github.microovn.rebuilder.result.Check;
import io.github.microovn.rebuilder.result.Check.Verdict;
import io.github.microovn.rebuilder.result.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tries staged programs on the host where they will run, before anything is replaced there: one that cannot start would take the
 * place of one that runs. What needs just what another one needs that was tried there is not tried again.
 */
final class Trial {

    private final Member member;
    private final Session session;
    private final Attempts attempts;

    Trial(Member member, Session session, Attempts attempts) {
        this.member = member;
        this.session = session;
        this.attempts = attempts;
    }

    /** Fails when a program of these cannot run there. */
    void run(List<Change> changes) {
        List<Product> products = new ArrayList<>();
        changes.stream()
                .filter(change -> change.kind() == Kind.DEPLOY)
                .forEach(change -> product(change).ifPresent(products::add));
        if (products.isEmpty()) {
            return;
        }
        attempts.begin(Step.CHECK);
        List<Check> checks = attempts
                .attempt(
                        "Failed to try the programs: ",
                        () -> new Preflight(member.host(), member.directory()).staged(products))
                .stream()
                .map(Trial::mild)
                .toList();
        checks.forEach(check -> session.emit(new CheckEvent.Checked(check)));
        String reasons = checks.stream()
                .filter(Check::failed)
                .map(check -> check.what() + (check.advice().isEmpty() ? "" : "; " + check.advice()))
                .collect(Collectors.joining("; "));
        if (!reasons.isEmpty()) {
            throw attempts.failure("Replaced nothing, what runs goes on running: " + reasons);
        }
        products.forEach(product ->
                product.elf().ifPresent(elf -> session.programs().prove(member.name(), elf)));
    }

    /** A program of a release that is far from the cluster's runs all the same, which may be what is to be tried. */
    private static Check mild(Check check) {
        return check.failed() && check.name().equals(Preflight.VERSION)
                ? new Check(check.name(), check.host(), check.target(), Verdict.WARN, check.what(), check.advice())
                : check;
    }

    private Optional<Product> product(Change change) {
        Optional<ElfFile> elf = session.programs()
                .of(change)
                .filter(found -> !session.programs().proven(member.name(), found));
        return elf.isEmpty()
                ? Optional.empty()
                : session.targets().stream()
                        .filter(target ->
                                target.remotePathIn(member.directory()).equals(change.path()))
                        .map(target -> product(target, elf, change.sizeBytes()))
                        .findFirst();
    }

    private Product product(Target target, Optional<ElfFile> elf, long size) {
        String staged =
                RemoteFiles.stagedPath(target.remotePath(), session.lease().id());
        return new Product(target.localPath(), elf, size, target.remotePath(), staged);
    }
}
