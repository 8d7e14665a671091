package io.polisflow.crm.personal;

/** Reads the words of documents, whose bytes are compressed. */
public interface FileTexts {

    /** @return the file's words, or null when this is no format that can be read */
    String of(String mediaType, byte[] content);
}
