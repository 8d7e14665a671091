package io.polisflow.crm.document;

import io.polisflow.crm.Fingerprint;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals a file's bytes: AES-256-GCM under a key of the file's own, which is sealed likewise under a key from the configuration.
 *
 * <p>What the file's row says of it is authenticated with the bytes, so that they belong to that row and to no other. The
 * whole is checked before a byte is given out: files are small enough to be held whole, and what is tampered with is never seen.
 */
final class Envelope {

    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final EncryptionKeys keys;

    Envelope(EncryptionKeys keys) {
        this.keys = keys;
    }

    /**
     * What lies in the database.
     *
     * @param keyId null when the bytes are plain
     */
    record Sealed(byte[] content, String keyId, String wrappedKey) {}

    /** @return under the active key, or plain when there is none */
    Sealed seal(StoredFile file, byte[] content) {
        return keys.active()
                .map(keyId -> {
                    byte[] own = new byte[EncryptionKeys.KEY_BYTES];
                    random.nextBytes(own);
                    byte[] sealed = encrypt(new SecretKeySpec(own, "AES"), facts(file), content);
                    return new Sealed(sealed, keyId, wrap(own, keyId, file.id()));
                })
                .orElseGet(() -> new Sealed(content, null, null));
    }

    /** @throws UnreadableFileException when its key is not here or it is not what was sealed */
    byte[] open(StoredFile file, Sealed sealed) {
        if (sealed.keyId() == null) {
            // Nothing proves plain bytes, but they must at least be those that the row tells of.
            if (sealed.content().length != file.size()
                    || !Fingerprint.of(sealed.content()).equals(file.sha256())) {
                throw UnreadableFileException.damaged(file.id(), null);
            }
            return sealed.content();
        }
        SecretKey own = new SecretKeySpec(unwrap(sealed, file.id()), "AES");
        try {
            return decrypt(own, facts(file), sealed.content());
        } catch (GeneralSecurityException e) {
            throw UnreadableFileException.damaged(file.id(), e);
        }
    }

    /**
     * @return the file's key under the active key; the bytes stay as they are
     * @throws UnreadableFileException when the key under which it lies is not here or does not open it
     */
    Sealed rewrap(long fileId, Sealed sealed) {
        String keyId = keys.active().orElseThrow();
        return new Sealed(sealed.content(), keyId, wrap(unwrap(sealed, fileId), keyId, fileId));
    }

    private String wrap(byte[] own, String keyId, long fileId) {
        SecretKey key = keys.key(keyId).orElseThrow();
        return Base64.getEncoder().encodeToString(encrypt(key, owner(fileId, keyId), own));
    }

    private byte[] unwrap(Sealed sealed, long fileId) {
        SecretKey key =
                keys.key(sealed.keyId()).orElseThrow(() -> UnreadableFileException.noKey(fileId, sealed.keyId()));
        try {
            return decrypt(
                    key, owner(fileId, sealed.keyId()), Base64.getDecoder().decode(sealed.wrappedKey()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw UnreadableFileException.wrongKey(fileId, sealed.keyId(), e);
        }
    }

    private byte[] encrypt(SecretKey key, byte[] associated, byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, 0, associated);
            byte[] sealed = new byte[1 + NONCE_BYTES + cipher.getOutputSize(plain.length)];
            sealed[0] = VERSION;
            System.arraycopy(nonce, 0, sealed, 1, NONCE_BYTES);
            cipher.doFinal(plain, 0, plain.length, sealed, 1 + NONCE_BYTES);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] decrypt(SecretKey key, byte[] associated, byte[] sealed) throws GeneralSecurityException {
        int start = 1 + NONCE_BYTES;
        if (sealed.length < start + TAG_BITS / Byte.SIZE || sealed[0] != VERSION) {
            throw new GeneralSecurityException("not sealed by us");
        }
        return cipher(Cipher.DECRYPT_MODE, key, sealed, 1, associated).doFinal(sealed, start, sealed.length - start);
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, int at, byte[] associated)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, at, NONCE_BYTES));
        cipher.updateAAD(associated);
        return cipher;
    }

    private static byte[] facts(StoredFile file) {
        return told(out -> {
            out.writeUTF("content");
            out.writeLong(file.id());
            out.writeUTF(file.name());
            out.writeUTF(file.mediaType());
            out.writeLong(file.size());
            out.writeUTF(file.sha256());
        });
    }

    private static byte[] owner(long fileId, String keyId) {
        return told(out -> {
            out.writeUTF("key");
            out.writeLong(fileId);
            out.writeUTF(keyId);
        });
    }

    private interface Facts {
        void write(DataOutputStream out) throws IOException;
    }

    private static byte[] told(Facts facts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            facts.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
