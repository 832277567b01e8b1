package io.github.microovn.rebuilder.host.ssh;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.compression.BuiltinCompressions;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.signature.Signature;

/** Gives each session what its destination prefers, before the first word is exchanged. */
final class Preferences implements SessionListener {

    private static final String CERTIFICATE = "-cert-v01@";
    private static final String MODERN = "ssh-ed25519";

    @Override
    public void sessionCreated(Session session) {
        if (session instanceof ClientSession client) {
            Attempt attempt = Attempt.of(client);
            session.setSignatureFactories(byPreference(session.getSignatureFactories(), attempt.knownTypes()));
            session.setCompressionFactories(
                    attempt.destination().compression()
                            ? List.of(
                                    BuiltinCompressions.delayedZlib, BuiltinCompressions.zlib, BuiltinCompressions.none)
                            : List.of(BuiltinCompressions.none));
        }
    }

    /** A host shows one of its keys: let it be one that is known. Certificates are not looked at. */
    private static List<NamedFactory<Signature>> byPreference(List<NamedFactory<Signature>> all, List<String> known) {
        List<NamedFactory<Signature>> sorted = new ArrayList<>(all);
        sorted.removeIf(factory -> factory.getName().contains(CERTIFICATE));
        sorted.sort(Comparator.comparingInt(factory -> rank(factory.getName(), known)));
        return sorted;
    }

    private static int rank(String algorithm, List<String> known) {
        String type = algorithm.startsWith("rsa-sha2-") ? "ssh-rsa" : algorithm;
        if (known.contains(type)) {
            return 0;
        }
        return algorithm.equals(MODERN) ? 1 : 2;
    }
}
