package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.config.TargetKind;
import io.github.microovn.rebuilder.ledger.Ledger;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Knows which files of a host are schemas: by the configuration, or else by what the host's ledger says of them. */
final class SchemaFiles {

    private final List<Target> targets;

    SchemaFiles(List<Target> targets) {
        this.targets = List.copyOf(targets);
    }

    boolean has(Member member, Ledger ledger, String path) {
        return target(member, path)
                .map(target -> target.kind() == TargetKind.OVSDB_SCHEMA)
                .orElseGet(() -> ledger.schemas().files().contains(path));
    }

    /** What they are called in the configuration; the path where it does not name them. */
    List<String> names(Member member, Collection<String> paths) {
        return paths.stream()
                .map(path -> target(member, path).map(Target::localPath).orElse(path))
                .toList();
    }

    private Optional<Target> target(Member member, String path) {
        return targets.stream()
                .filter(target -> target.remotePathIn(member.directory()).equals(path))
                .findFirst();
    }
}
