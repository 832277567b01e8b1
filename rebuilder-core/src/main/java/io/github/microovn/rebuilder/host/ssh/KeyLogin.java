package io.github.microovn.rebuilder.host.ssh;

import java.util.Iterator;
import java.util.List;
import org.apache.sshd.client.auth.pubkey.PublicKeyIdentity;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKey;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.signature.SignatureFactoriesManager;

/** Logs in with the keys of the session's {@link Attempt}, in its order, and with nothing else. */
final class KeyLogin extends UserAuthPublicKey {

    private KeyLogin(List<NamedFactory<Signature>> signatures) {
        super(signatures);
    }

    @Override
    protected Iterator<PublicKeyIdentity> createPublicKeyIterator(
            ClientSession session, SignatureFactoriesManager signatures) {
        return Attempt.of(session).identities(session, signatures).iterator();
    }

    /** Makes one per session. */
    static final class Factory extends UserAuthPublicKeyFactory {
        @Override
        public UserAuthPublicKey createUserAuth(ClientSession session) {
            return new KeyLogin(getSignatureFactories());
        }
    }
}
