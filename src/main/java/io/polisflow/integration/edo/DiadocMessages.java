package io.polisflow.integration.edo;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Diadoc's wire shapes, as far as a contract's way needs them; bytes travel as base64. */
final class DiadocMessages {

    private static final long TICKS_PER_SECOND = 10_000_000L;
    /** Seconds from the first day of the first year, where Diadoc's ticks begin, to the epoch. */
    private static final long EPOCH_IN_TICK_SECONDS = 62_135_596_800L;

    private DiadocMessages() {}

    /** @param ticks hundreds of nanoseconds since the year 1, UTC */
    static Instant time(long ticks) {
        return Instant.ofEpochSecond(
                Math.floorDiv(ticks, TICKS_PER_SECOND) - EPOCH_IN_TICK_SECONDS,
                Math.floorMod(ticks, TICKS_PER_SECOND) * 100);
    }

    /** Check: whether the operator still writes a box as {@code 32 hex digits@diadoc.ru} in places, beside the GUID. */
    static boolean sameBox(String one, String other) {
        return bare(one).equals(bare(other));
    }

    private static String bare(String box) {
        return box.replaceFirst("@.*", "").replace("-", "").toLowerCase(Locale.ROOT);
    }

    /** Either the content itself or its name on the shelf. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonNaming(PropertyNamingStrategies.UpperCamelCaseStrategy.class)
    record SignedContent(byte[] content, String nameOnShelf, byte[] signature) {}

    @JsonNaming(PropertyNamingStrategies.UpperCamelCaseStrategy.class)
    record MetadataItem(String key, String value) {}

    @JsonNaming(PropertyNamingStrategies.UpperCamelCaseStrategy.class)
    record DocumentAttachment(
            SignedContent signedContent,
            String typeNamedId,
            boolean needRecipientSignature,
            String customDocumentId,
            String comment,
            List<MetadataItem> metadata) {}

    @JsonNaming(PropertyNamingStrategies.UpperCamelCaseStrategy.class)
    record MessageToPost(String fromBoxId, String toBoxId, List<DocumentAttachment> documentAttachments) {}

    /** @param recipientResponseStatus what the recipient did about our wish for their signature */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonNaming(PropertyNamingStrategies.UpperCamelCaseStrategy.class)
    record Document(
            String messageId,
            String entityId,
            String customDocumentId,
            String documentDirection,
            Long deliveryTimestampTicks,
            String recipientResponseStatus) {}

    /** @param entityType {@code Attachment} or {@code Signature} */
    @JsonNaming(PropertyNamingStrategies.UpperCamelCaseStrategy.class)
    record Entity(
            String entityType,
            String entityId,
            String parentEntityId,
            String attachmentType,
            String signerBoxId,
            Document documentInfo) {}

    @JsonNaming(PropertyNamingStrategies.UpperCamelCaseStrategy.class)
    record Message(String messageId, Long timestampTicks, String fromBoxId, List<Entity> entities, String messageType) {

        @Override
        public List<Entity> entities() {
            return entities == null ? List.of() : entities;
        }
    }

    @JsonNaming(PropertyNamingStrategies.UpperCamelCaseStrategy.class)
    record MessagePatch(String messageId, Long timestampTicks, boolean messageIsDelivered, boolean forDraft) {}

    @JsonNaming(PropertyNamingStrategies.UpperCamelCaseStrategy.class)
    record BoxEvent(String eventId, String indexKey, Message message, MessagePatch patch) {}

    @JsonNaming(PropertyNamingStrategies.UpperCamelCaseStrategy.class)
    record BoxEventList(List<BoxEvent> events) {}

    @JsonNaming(PropertyNamingStrategies.UpperCamelCaseStrategy.class)
    record Box(String boxId, String boxIdGuid) {}

    /** @param sociability {@code CounteragentsOnly}: takes documents from invited partners only */
    @JsonNaming(PropertyNamingStrategies.UpperCamelCaseStrategy.class)
    record Organization(
            String inn, String kpp, List<Box> boxes, Boolean isRoaming, String sociability, String liquidationDate) {}

    @JsonNaming(PropertyNamingStrategies.UpperCamelCaseStrategy.class)
    record OrganizationList(List<Organization> organizations) {}

    @JsonNaming(PropertyNamingStrategies.UpperCamelCaseStrategy.class)
    record DocumentList(List<Document> documents) {}
}
