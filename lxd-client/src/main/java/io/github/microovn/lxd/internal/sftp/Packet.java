package io.github.microovn.lxd.internal.sftp;

/** The numbers of SFTP version 3. */
final class Packet {
    static final int VERSION_3 = 3;

    static final int INIT = 1;
    static final int VERSION = 2;
    static final int OPEN = 3;
    static final int CLOSE = 4;
    static final int READ = 5;
    static final int WRITE = 6;
    static final int LSTAT = 7;
    static final int FSTAT = 8;
    static final int SETSTAT = 9;
    static final int FSETSTAT = 10;
    static final int OPENDIR = 11;
    static final int READDIR = 12;
    static final int REMOVE = 13;
    static final int MKDIR = 14;
    static final int STAT = 17;
    static final int RENAME = 18;
    static final int READLINK = 19;
    static final int SYMLINK = 20;
    static final int STATUS = 101;
    static final int HANDLE = 102;
    static final int DATA = 103;
    static final int NAME = 104;
    static final int ATTRS = 105;
    static final int EXTENDED = 200;

    static final int OPEN_READ = 1;
    static final int OPEN_WRITE = 2;
    static final int OPEN_CREATE = 8;
    static final int OPEN_TRUNCATE = 16;
    static final int OPEN_EXCLUSIVE = 32;

    static final int HAS_SIZE = 1;
    static final int HAS_OWNER = 2;
    static final int HAS_PERMISSIONS = 4;
    static final int HAS_TIMES = 8;
    static final int HAS_EXTENSIONS = 0x80000000;

    static final int OK = 0;
    static final int END_OF_FILE = 1;
    static final int NO_SUCH_FILE = 2;
    static final int PERMISSION_DENIED = 3;

    private Packet() {}
}
