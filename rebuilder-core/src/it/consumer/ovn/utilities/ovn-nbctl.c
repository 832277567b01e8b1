NOTE("first build");
