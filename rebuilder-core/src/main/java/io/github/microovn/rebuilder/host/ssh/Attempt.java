package io.github.microovn.rebuilder.host.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.client.auth.pubkey.KeyAgentIdentity;
import org.apache.sshd.client.auth.pubkey.KeyPairIdentity;
import org.apache.sshd.client.auth.pubkey.PublicKeyIdentity;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.signature.SignatureFactoriesManager;
import org.jspecify.annotations.Nullable;

/** One attempt to log in at a destination: which key the host may show, which keys it is offered, and what came of it. */
final class Attempt implements AutoCloseable {

    /** Where a session finds its attempt. */
    static final AttributeKey<Attempt> KEY = new AttributeKey<>();

    private final Destination destination;
    private final KeyFiles files;
    private final KnownHosts knownHosts;
    private final @Nullable Agent agent;
    private final List<String> offered = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private volatile String refusal = "";

    Attempt(Destination destination, KeyFiles files) throws IOException {
        this.destination = destination;
        this.files = files;
        this.knownHosts = KnownHosts.read(destination.keyName(), destination.knownHosts());
        this.agent = connectAgent();
    }

    private @Nullable Agent connectAgent() {
        Optional<Path> socket = destination.agent();
        try {
            return socket.isPresent() ? Agent.connect(socket.get()) : null;
        } catch (IOException | RuntimeException e) {
            problems.add("the agent at " + socket.get() + " does not answer");
            return null;
        }
    }

    static Attempt of(ClientSession session) {
        return session.getConnectionContext().getAttribute(KEY);
    }

    Destination destination() {
        return destination;
    }

    /** The types of key that the host is known by. */
    List<String> knownTypes() {
        return knownHosts.types();
    }

    /** Whether the host is the one that is known; why it is not, if not, is in {@link #refusal}. */
    boolean accepts(PublicKey hostKey) {
        String reason = knownHosts.refusal(PublicKeyEntry.toString(hostKey)).orElse("");
        refusal = reason;
        return reason.isEmpty();
    }

    /** Why the host's key was refused; empty where it was not. */
    String refusal() {
        return refusal;
    }

    /** The keys to offer: the agent's that the user named, the files, then the agent's others. */
    List<PublicKeyIdentity> identities(ClientSession session, SignatureFactoriesManager signatures) {
        Map<String, PublicKey> held = held();
        List<PublicKeyIdentity> identities = new ArrayList<>();
        for (Path file : destination.identities()) {
            KeyFiles.Key key = files.get(file);
            Optional<String> named = key.pair() == null
                    ? publicKey(file)
                    : Optional.of(blob(key.pair().getPublic()));
            PublicKey inAgent = named.map(held::remove).orElse(null);
            if (inAgent != null && agent != null) {
                identities.add(new KeyAgentIdentity(agent, inAgent, file.toString()));
                offered.add(file + " (agent)");
            } else if (key.pair() != null) {
                identities.add(new KeyPairIdentity(signatures, session, key.pair()));
                offered.add(file.toString());
            } else {
                problems.add(key.problem());
            }
        }
        if (!destination.identitiesOnly() && agent != null) {
            for (PublicKey other : held.values()) {
                identities.add(new KeyAgentIdentity(agent, other, ""));
                offered.add(KeyUtils.getFingerPrint(other) + " (agent)");
            }
        }
        return identities;
    }

    private Map<String, PublicKey> held() {
        Map<String, PublicKey> held = new LinkedHashMap<>();
        if (agent != null) {
            try {
                agent.keys().forEach(key -> held.put(blob(key), key));
            } catch (IOException e) {
                problems.add("the agent failed: " + e.getMessage());
            }
        }
        return held;
    }

    /** Encrypted keys that would be of use: the user named them, or there is nothing else to offer. */
    List<Path> locked() {
        Map<String, PublicKey> held = held();
        boolean other = !held.isEmpty()
                || destination.identities().stream()
                        .anyMatch(file -> files.get(file).pair() != null);
        if (other && !destination.configured()) {
            return List.of();
        }
        return destination.identities().stream()
                .filter(file -> files.get(file).encrypted())
                .filter(file -> publicKey(file).filter(held::containsKey).isEmpty())
                .toList();
    }

    /** Why no key let the user in. */
    String noKey() {
        String tried = offered.isEmpty()
                ? "there is no key to offer for " + destination.login() + " (looked for an agent and in ~/.ssh)"
                : "no key is accepted for " + destination.login() + ": offered " + String.join(", ", offered);
        return problems.isEmpty() ? tried : tried + "; " + String.join("; ", problems);
    }

    private static Optional<String> publicKey(Path file) {
        try {
            String[] words = Files.readString(Path.of(file + ".pub")).strip().split("\\s+", -1);
            return words.length > 1 ? Optional.of(words[1]) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String blob(PublicKey key) {
        return PublicKeyEntry.toString(key).split(" ", -1)[1];
    }

    @Override
    public void close() {
        if (agent != null) {
            try {
                agent.close();
            } catch (IOException e) {
                problems.add("the agent failed: " + e.getMessage());
            }
        }
    }
}
