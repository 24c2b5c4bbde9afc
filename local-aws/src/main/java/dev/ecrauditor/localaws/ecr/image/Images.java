package dev.ecrauditor.localaws.ecr.image;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The images of one repository, by digest and by tag. */
public final class Images {

    private final NavigableMap<String, Image> byDigest = new TreeMap<>();
    private final Map<String, String> digestByTag = new HashMap<>();

    public boolean isEmpty() {
        return byDigest.isEmpty();
    }

    NavigableMap<String, Image> byDigest() {
        return byDigest;
    }

    Optional<Image> withTag(String tag) {
        return Optional.ofNullable(digestByTag.get(tag)).flatMap(this::withDigest);
    }

    Optional<Image> withDigest(String digest) {
        return Optional.ofNullable(byDigest.get(digest));
    }

    /** The image of a reference; its digest and its tag have to name the same one. */
    Optional<Image> find(ImageId id) {
        Optional<Image> found = id.digest().isEmpty() ? withTag(id.tag()) : withDigest(id.digest());
        return found.filter(image -> id.tag().isEmpty() || image.tags().contains(id.tag()));
    }

    /** Adds or replaces an image; its tags are removed from other images. */
    void put(Image image) {
        image.tags().forEach(tag -> untag(tag, image.digest()));
        byDigest.put(image.digest(), image);
        image.tags().forEach(tag -> digestByTag.put(tag, image.digest()));
    }

    void remove(Image image) {
        byDigest.remove(image.digest());
        image.tags().forEach(digestByTag::remove);
    }

    /** Removes a tag; an image without tags stays. */
    void untag(String tag) {
        untag(tag, "");
        digestByTag.remove(tag);
    }

    private void untag(String tag, String newDigest) {
        withTag(tag).filter(image -> !image.digest().equals(newDigest)).ifPresent(image -> {
            SortedSet<String> left = new TreeSet<>(image.tags());
            left.remove(tag);
            byDigest.put(image.digest(), image.withTags(left));
        });
    }
}
