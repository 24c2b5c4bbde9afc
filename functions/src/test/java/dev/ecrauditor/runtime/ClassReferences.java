package dev.ecrauditor.runtime;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The classes that a class file refers to: by its code, and by texts that have the form of a class name.
 *
 * <p>Source: "The Constant Pool", chapter 4.4 of The Java Virtual Machine Specification.
 *
 * @param linked what the JVM may look up to run the code: with slashes, without arrays
 * @param named what the code may look up itself, with {@code Class.forName}: with slashes
 */
record ClassReferences(Set<String> linked, Set<String> named) {

    private static final int HEAD = 8;
    private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([^;]+);");
    private static final Pattern CLASS_NAME =
            Pattern.compile("(?:software|com|org|dev)(?:\\.[a-z]\\w*)+\\.[A-Z]\\w*(?:\\$\\w+)*");

    static ClassReferences of(InputStream classFile) throws IOException {
        DataInputStream in = new DataInputStream(classFile);
        in.skipNBytes(HEAD);
        int size = in.readUnsignedShort();
        Map<Integer, String> texts = new HashMap<>();
        Set<Integer> classes = new HashSet<>();
        Set<Integer> descriptors = new HashSet<>();
        Set<Integer> strings = new HashSet<>();
        for (int index = 1; index < size; index++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts.put(index, in.readUTF());
                case 7 -> classes.add(in.readUnsignedShort());
                case 8 -> strings.add(in.readUnsignedShort());
                case 12 -> {
                    in.skipNBytes(2); // the name of a field or a method
                    descriptors.add(in.readUnsignedShort());
                }
                case 16 -> descriptors.add(in.readUnsignedShort());
                case 3, 4, 9, 10, 11, 17, 18 -> in.skipNBytes(4);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    index++; // a long and a double take two places
                }
                case 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                default -> throw new IOException("not a constant: " + tag);
            }
        }
        return new ClassReferences(
                Stream.concat(
                                classes.stream().map(texts::get).flatMap(ClassReferences::inClass),
                                descriptors.stream().map(texts::get).flatMap(ClassReferences::inDescriptor))
                        .collect(Collectors.toCollection(TreeSet::new)),
                strings.stream()
                        .map(texts::get)
                        .filter(text -> CLASS_NAME.matcher(text).matches())
                        .map(name -> name.replace('.', '/'))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static Stream<String> inClass(String name) {
        return name.startsWith("[") ? inDescriptor(name) : Stream.of(name);
    }

    private static Stream<String> inDescriptor(String descriptor) {
        return IN_DESCRIPTOR.matcher(descriptor).results().map(found -> found.group(1));
    }
}
