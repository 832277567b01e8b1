package io.github.microovn.lxd.internal.websocket;

import okio.ByteString;

/**
 * A frame as it came.
 *
 * @param kind what it is; a continuation is what it continues
 * @param payload what is in it
 * @param last whether it is the last one of its message
 */
public record Frame(Kind kind, ByteString payload, boolean last) {
    /** What a frame is. */
    public enum Kind {
        /** Bytes. */
        BINARY(2),
        /** Text in UTF-8. */
        TEXT(1),
        /** The end. */
        CLOSE(8),
        /** Asks for a pong. */
        PING(9),
        /** Answers a ping. */
        PONG(10);

        private final int opcode;

        Kind(int opcode) {
            this.opcode = opcode;
        }

        int opcode() {
            return opcode;
        }
    }
}
