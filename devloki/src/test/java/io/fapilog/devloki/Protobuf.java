package io.fapilog.devloki;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.apache.commons.compress.compressors.snappy.SnappyCompressorOutputStream;

/** Encodes push messages with protobuf-java and snappy blocks with commons-compress. */
final class Protobuf {
    private static final FileDescriptor FILE = file();

    private Protobuf() {}

    static DynamicMessage.Builder request() {
        return builder("PushRequest");
    }

    static DynamicMessage.Builder stream(String labels, DynamicMessage.Builder... entries) {
        DynamicMessage.Builder stream = builder("Stream");
        set(stream, "labels", labels);
        for (DynamicMessage.Builder entry : entries) {
            add(stream, "entries", entry);
        }
        return stream;
    }

    static DynamicMessage.Builder entry(long nanos, String line, Map<String, String> metadata) {
        DynamicMessage.Builder entry = builder("Entry");
        set(
                entry,
                "timestamp",
                timestamp(nanos / 1_000_000_000, (int) (nanos % 1_000_000_000)).build());
        set(entry, "line", line);
        metadata.forEach((name, value) -> {
            DynamicMessage.Builder label = builder("LabelPair");
            set(label, "name", name);
            set(label, "value", value);
            add(entry, "structuredMetadata", label);
        });
        return entry;
    }

    static DynamicMessage.Builder timestamp(long seconds, int nanos) {
        DynamicMessage.Builder timestamp = builder("Timestamp");
        set(timestamp, "seconds", seconds);
        set(timestamp, "nanos", nanos);
        return timestamp;
    }

    static byte[] message(DynamicMessage.Builder... streams) {
        DynamicMessage.Builder request = request();
        for (DynamicMessage.Builder stream : streams) {
            add(request, "streams", stream);
        }
        return request.build().toByteArray();
    }

    static byte[] snappy(byte[] plain) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        try (SnappyCompressorOutputStream out = new SnappyCompressorOutputStream(block, plain.length)) {
            out.write(plain);
        }
        return block.toByteArray();
    }

    static DynamicMessage.Builder builder(String type) {
        Descriptor descriptor = FILE.findMessageTypeByName(type);
        return DynamicMessage.newBuilder(descriptor);
    }

    static void set(DynamicMessage.Builder message, String field, Object value) {
        message.setField(message.getDescriptorForType().findFieldByName(field), value);
    }

    static void add(DynamicMessage.Builder message, String field, DynamicMessage.Builder value) {
        message.addRepeatedField(message.getDescriptorForType().findFieldByName(field), value.build());
    }

    private static FileDescriptor file() {
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("push.proto")
                .setSyntax("proto3")
                .addMessageType(type("PushRequest")
                        .addField(many("streams", 1, "Stream"))
                        .addField(one("format", 2, FieldDescriptorProto.Type.TYPE_STRING)))
                .addMessageType(type("Stream")
                        .addField(one("labels", 1, FieldDescriptorProto.Type.TYPE_STRING))
                        .addField(many("entries", 2, "Entry"))
                        .addField(one("hash", 3, FieldDescriptorProto.Type.TYPE_UINT64)))
                .addMessageType(type("Entry")
                        .addField(one("timestamp", 1, FieldDescriptorProto.Type.TYPE_MESSAGE)
                                .setTypeName("Timestamp"))
                        .addField(one("line", 2, FieldDescriptorProto.Type.TYPE_STRING))
                        .addField(many("structuredMetadata", 3, "LabelPair"))
                        .addField(one("unknownDouble", 9, FieldDescriptorProto.Type.TYPE_DOUBLE))
                        .addField(one("unknownFixed", 10, FieldDescriptorProto.Type.TYPE_FIXED32)))
                .addMessageType(type("LabelPair")
                        .addField(one("name", 1, FieldDescriptorProto.Type.TYPE_STRING))
                        .addField(one("value", 2, FieldDescriptorProto.Type.TYPE_STRING)))
                .addMessageType(type("Timestamp")
                        .addField(one("seconds", 1, FieldDescriptorProto.Type.TYPE_INT64))
                        .addField(one("nanos", 2, FieldDescriptorProto.Type.TYPE_INT32)))
                .build();
        try {
            return FileDescriptor.buildFrom(file, new FileDescriptor[0]);
        } catch (DescriptorValidationException e) {
            throw new AssertionError(e);
        }
    }

    private static DescriptorProto.Builder type(String name) {
        return DescriptorProto.newBuilder().setName(name);
    }

    private static FieldDescriptorProto.Builder one(String name, int number, FieldDescriptorProto.Type type) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
                .setType(type);
    }

    private static FieldDescriptorProto.Builder many(String name, int number, String type) {
        return one(name, number, FieldDescriptorProto.Type.TYPE_MESSAGE)
                .setTypeName(type)
                .setLabel(FieldDescriptorProto.Label.LABEL_REPEATED);
    }
}
