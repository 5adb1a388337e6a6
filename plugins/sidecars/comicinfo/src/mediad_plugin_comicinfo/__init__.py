"""ComicInfo.xml and series.json beside comics, for mediad."""
