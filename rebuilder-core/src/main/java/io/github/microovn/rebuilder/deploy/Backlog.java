package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.change.Fingerprint;
import io.github.microovn.rebuilder.change.Fingerprints;
import io.github.microovn.rebuilder.config.Target;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What every host is owed. A target is owed while its local content differs from what the host has last confirmed, and at
 * the start a host counts as having confirmed what is there locally; a restart is owed from the swap until it succeeded.
 * Neither a failed build nor a failed host takes anything away. Thread-safe; does nothing but remember.
 */
final class Backlog {

    private final Map<String, Account> accounts = new HashMap<>();

    Backlog(List<String> hosts, Fingerprints atStart) {
        hosts.forEach(host -> accounts.put(host, new Account(atStart)));
    }

    /** The targets a host is owed, in the order of the configuration. */
    synchronized List<Target> owedTargets(String host, Fingerprints now) {
        Account account = account(host);
        return now.byTarget().entrySet().stream()
                .filter(entry -> account.doubts.containsKey(entry.getKey())
                        || !entry.getValue().equals(account.confirmed.get(entry.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The services a host is owed a restart of, in the order the debts were made. */
    synchronized List<String> owedRestarts(String host) {
        return List.copyOf(account(host).restarts);
    }

    /** The targets that were being swapped when the host was lost: it has the old content or the new one. */
    synchronized List<Target> doubts(String host) {
        return List.copyOf(account(host).doubts.keySet());
    }

    /** A swap begins; until {@link #swapped} it is not known which content the host has. */
    synchronized void swapping(String host, Map<Target, Fingerprint> contents) {
        account(host).doubts.putAll(contents);
    }

    /** The swap that was begun is over: these targets are in place, the others are as they were. */
    synchronized void swapped(String host, List<Target> targets) {
        Account account = account(host);
        targets.forEach(account::settle);
        account.doubts.clear();
    }

    /**
     * The host was asked what it has of the targets in doubt. Content that is neither the old nor the new one is not
     * ours: the target is owed then, whatever it is locally.
     */
    synchronized void observed(String host, Map<Target, Optional<String>> sha256) {
        Account account = account(host);
        sha256.forEach((target, found) -> {
            Fingerprint doubt = account.doubts.get(target);
            Fingerprint before = account.confirmed.get(target);
            if (matches(doubt, found)) {
                account.settle(target);
            } else if (!matches(before, found)) {
                account.confirmed.remove(target);
            }
            account.doubts.remove(target);
        });
    }

    /** A service was restarted, or need not be any more. */
    synchronized void settledRestart(String host, String service) {
        account(host).restarts.remove(service);
    }

    private static boolean matches(@Nullable Fingerprint fingerprint, Optional<String> sha256) {
        return fingerprint == null
                ? sha256.isEmpty()
                : sha256.filter(fingerprint.sha256()::equals).isPresent();
    }

    private Account account(String host) {
        Account account = accounts.get(host);
        if (account == null) {
            throw new IllegalArgumentException("no such host: " + host);
        }
        return account;
    }

    private static final class Account {
        final Map<Target, Fingerprint> confirmed;
        final Map<Target, Fingerprint> doubts = new LinkedHashMap<>();
        final Set<String> restarts = new LinkedHashSet<>();

        Account(Fingerprints atStart) {
            confirmed = new HashMap<>(atStart.byTarget());
        }

        void settle(Target target) {
            Fingerprint content = doubts.remove(target);
            if (content != null) {
                confirmed.put(target, content);
                restarts.addAll(target.services());
            }
        }
    }
}
