package io.github.microovn.lxd.internal.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The mask over what a client sends. Eight bytes at a time, because it would be what limits the speed of input. */
final class Mask {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Mask() {}

    /** Returns a part of some bytes under a key, of which the first byte is the highest. */
    static byte[] masked(byte[] bytes, int offset, int length, int key) {
        byte[] masked = Arrays.copyOfRange(bytes, offset, offset + length);
        long doubled = ((long) key << Integer.SIZE) | (key & 0xffffffffL);
        int at = 0;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            LONGS.set(masked, at, (long) LONGS.get(masked, at) ^ doubled);
        }
        for (; at < length; at++) {
            masked[at] ^= (byte) (key >>> (Integer.SIZE - Byte.SIZE * (1 + (at & 3))));
        }
        return masked;
    }
}
